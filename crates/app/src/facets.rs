//! Values of fields and how many records have them.

use crate::{App, Outcome, edits::Refused};
use edutracker_domain::{RecordType, record as fields};
use edutracker_protocol::command::{Facet, FacetValue, Facets, FacetsAsked};
use edutracker_store::{
    Error as CacheError,
    facets::{self, Count},
    listing, record,
};
use rusqlite::Connection;

/// Values of a field at most, unless asked otherwise.
const MOST: u32 = 500;

/// How many records have which value; each field leaves its own conditions aside.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::UnknownField`], [`edutracker_protocol::ErrorCode::InvalidValue`].
pub async fn facets(app: &App, args: FacetsAsked) -> Outcome<Facets> {
    app.account()?;
    let filter = &args.filter;
    let most = args.most.unwrap_or(MOST) as usize;
    let today = app.host.today();
    let found = app.cache()?.read(|c| {
        let counted = facets::count(
            c,
            (filter.kind, &today),
            &filter.conditions,
            |query| {
                query.search(&filter.search);
                if filter.review_queue {
                    query.review_queue(&today);
                }
            },
            &args.fields,
        )??;
        let mut found = Vec::new();
        for (field, counts) in args.fields.iter().zip(counted.fields) {
            // What is chosen is shown, however rare.
            let chosen: Vec<&str> = filter
                .conditions
                .iter()
                .filter(|condition| condition.field == *field)
                .flat_map(|condition| condition.values())
                .collect();
            let all = counts.len();
            let kept = counts
                .into_iter()
                .enumerate()
                .filter(|(at, count)| *at < most || chosen.contains(&count.value.as_str()));
            let values = kept
                .map(|(_, count)| named(c, count))
                .collect::<Result<Vec<_>, CacheError>>()?;
            found.push(Facet {
                field: field.clone(),
                more: u32::try_from(all - values.len()).unwrap_or(u32::MAX),
                values,
            });
        }
        Ok::<_, Refused>(Facets {
            total: counted.total,
            facets: found,
        })
    })?;
    Ok(found)
}

fn named(c: &Connection, count: Count) -> Result<FacetValue, CacheError> {
    let name = match count.refers {
        Some((kind, id)) => record::find(c, kind, id)?.map_or_else(String::new, |stored| {
            let record = stored.effective();
            match kind {
                RecordType::Organisation => fields::text(record, "code").to_owned(),
                _ => listing::name(kind, record).to_owned(),
            }
        }),
        None => String::new(),
    };
    Ok(FacetValue {
        value: count.value,
        name,
        count: count.count,
    })
}
