//! Organisations and campuses that are publicly known, as tables (CSV with a
//! row of headings): demo data starts from them, and an import recognises their names.

/// Organisations: `org_code`, `name`, `kind`, `languages`, `country`, `website`, ….
pub const ORGANISATIONS: &str = include_str!("../reference/organisations.csv");

/// Campuses: `campus_code`, `org_code`, `campus_name`, `municipality`, `postal_code`, `province_code`, ….
pub const CAMPUSES: &str = include_str!("../reference/campuses.csv");
