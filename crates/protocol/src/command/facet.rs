//! Values of fields and how many records have them.

use super::ViewOpen;
use serde::{Deserialize, Serialize};

shapes! {
    /// Asks how many records have which value.
    #[serde(deny_unknown_fields)]
    pub struct FacetsAsked {
        /// Among these records; each field leaves its own conditions aside.
        pub filter: ViewOpen,
        /// Fields, or `state`, `status`, `organisation`; of offers also
        /// `criterion` and `changed`.
        pub fields: Vec<String>,
        /// Values of a field at most, the most frequent first; none: 500.
        #[serde(default)]
        #[ts(type = "number | null", optional)]
        pub most: Option<u32>,
    }

    /// How many records have which value.
    pub struct Facets {
        /// Records that the whole filter finds.
        #[ts(type = "number")]
        pub total: u64,
        /// The fields, in the order asked.
        pub facets: Vec<Facet>,
    }

    /// The values of a field.
    pub struct Facet {
        /// The field.
        pub field: String,
        /// Values in the order of their list; of references and texts the most
        /// frequent first. A record with several members counts for each.
        pub values: Vec<FacetValue>,
        /// How many values are left out.
        pub more: u32,
    }

    /// A value and how often it occurs.
    pub struct FacetValue {
        /// As a condition takes it; empty: no value; `?`: not in the list.
        pub value: String,
        /// The name of a record that it refers to, or an organisation's code;
        /// empty for codes.
        pub name: String,
        /// How many records have it.
        #[ts(type = "number")]
        pub count: u64,
    }
}
