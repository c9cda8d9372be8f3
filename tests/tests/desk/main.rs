//! What is done with many records and at the review desk, without a screen.

mod bulk;
mod bulk_laws;
mod facets;
mod import_recipes;
mod profile;
mod review;
mod review_many;
