//! What the code's annotations do not say: what all operations have in
//! common, and what OpenAPI 3.1 has no attribute for.

use super::schemas;
use crate::{http::request::MOST_ASKED, storage::RequestState};
use edutracker_domain::{RecordType, field};
use serde_json::{Map, Value, json};

const PROBLEM: &str = "#/components/schemas/Problem";

/// Completes the document.
pub fn complete(api: &mut Value) {
    components(api);
    let Some(Value::Object(paths)) = api.get_mut("paths") else {
        return;
    };
    for (path, operations) in paths {
        let Value::Object(operations) = operations else {
            continue;
        };
        for (method, operation) in operations {
            complete_operation(path, method, operation);
        }
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn types() -> Vec<&'static str> {
    RecordType::ALL.iter().map(|kind| kind.as_str()).collect()
}

fn components(api: &mut Value) {
    let records: Vec<String> = RecordType::ALL
        .iter()
        .map(|kind| schemas::name(*kind))
        .collect();
    let any: Vec<Value> = records.iter().map(|name| reference(name)).collect();
    let Some(Value::Object(schemas)) = api.pointer_mut("/components/schemas") else {
        return;
    };
    for schema in schemas.values_mut() {
        properties(schema);
    }
    schemas.extend(schemas::schemas());
    schemas.insert("Record".to_owned(), json!({ "anyOf": any }));
    schemas.insert(
        "RecordPatch".to_owned(),
        json!({
            "type": "object",
            "description": "A merge patch (RFC 7396) of a record: null empties a field, and takes a member out of a set.",
        }),
    );
    schemas.insert(
        "RecordType".to_owned(),
        json!({ "type": "string", "enum": types() }),
    );
    schemas.insert(
        "Rev".to_owned(),
        json!({
            "type": "string",
            "description": "A revision: the incarnation of the database in hex, and a transaction.",
            "pattern": "^[0-9a-f]{1,8}\\.[0-9]{1,18}$",
        }),
    );
    for (holder, field) in [("RecordEnvelope", "data"), ("UpsertLine", "data")] {
        if let Some(data) = schemas
            .get_mut(holder)
            .and_then(|schema| schema.pointer_mut(&format!("/properties/{field}")))
        {
            *data = reference("Record");
        }
    }
}

/// What an id looks like.
const ID: &str = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

/// Ids, types and revisions are texts of a form.
fn properties(schema: &mut Value) {
    match schema {
        Value::Array(parts) => parts.iter_mut().for_each(properties),
        Value::Object(object) => {
            if let Some(Value::Object(named)) = object.get_mut("properties") {
                // A problem's type is a URI, and so is nothing else's.
                let problem = named.contains_key("title") && named.contains_key("status");
                // What the service did itself came in no push.
                let history = named.contains_key("field");
                for (name, property) in named.iter_mut() {
                    if !(history && name == "push") {
                        form(name, property, problem);
                    }
                }
            }
            object.values_mut().for_each(properties);
        }
        _ => {}
    }
}

fn form(name: &str, property: &mut Value, problem: bool) {
    let text = |property: &Value| match property.get("type") {
        Some(Value::String(kind)) => kind == "string",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "string"),
        _ => false,
    };
    let plain = text(property) && property.get("enum").is_none();
    let Value::Object(object) = property else {
        return;
    };
    match name {
        "id" | "mid" | "org" | "push" | "reverts" | "revertedBy" | "review" | "offer" if plain => {
            object.insert("format".to_owned(), "uuid".into());
            // A format alone says little to readers where there may also be none.
            if object.get("type").is_some_and(Value::is_array) {
                object.insert("pattern".to_owned(), format!("^{ID}$").into());
            }
        }
        "ids" | "items" | "drop" | "add" | "orgs" | "memberships" => {
            if let Some(Value::Object(items)) = object.get_mut("items")
                && items.get("type").is_some_and(|kind| kind == "string")
            {
                items.insert("format".to_owned(), "uuid".into());
            }
        }
        "part" => {
            object.insert("maximum".to_owned(), u32::MAX.into());
        }
        "updates" | "deletes" => {
            object.insert("maximum".to_owned(), u64::MAX.into());
        }
        // Above what the service takes by default.
        "new" if plain => {
            object.insert("minLength".to_owned(), 12.into());
        }
        "type" if plain && problem => {
            object.insert("format".to_owned(), "uri".into());
        }
        "type" if plain => {
            object.insert("enum".to_owned(), json!(types()));
        }
        "baseRev" | "rev" if plain => {
            object.insert("pattern".to_owned(), "^[0-9a-f]{1,8}\\.[0-9]{1,18}$".into());
        }
        _ => {}
    }
}

/// `getPushesByPush`: unlike the names of functions, each stands once.
fn operation_id(path: &str, method: &str) -> String {
    let mut id = method.to_owned();
    for word in path.trim_start_matches("/v1/").split(['/', ':', '-', '.']) {
        let (by, word) = match word.strip_prefix('{') {
            Some(word) => ("By", word.trim_end_matches('}')),
            None => ("", word),
        };
        let (first, rest) = word.split_at(word.len().min(1));
        id.push_str(by);
        id.push_str(&first.to_uppercase());
        id.push_str(rest);
    }
    id
}

fn complete_operation(path: &str, method: &str, operation: &mut Value) {
    let Value::Object(operation) = operation else {
        return;
    };
    operation.insert("operationId".to_owned(), operation_id(path, method).into());
    let open = operation.get("security").is_some();
    let has_body = operation.contains_key("requestBody");
    let writes = method != "get" && has_body || method == "delete";
    let record = path == "/v1/{type}/{id}";
    let pushes = path.starts_with("/v1/pushes") && method == "post";
    let single = record && method != "get";
    parameters(path, method, operation, pushes || single);
    if record && has_body {
        body(method, operation);
    }
    let asks = operation
        .get("parameters")
        .and_then(Value::as_array)
        .is_some_and(|list| list.iter().any(|given| given["in"] == "query"));
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    let Value::Object(responses) = responses else {
        return;
    };
    let mut also = vec!["503"];
    if !open {
        also.extend(["401", "403", "429"]);
    }
    if writes && has_body {
        also.extend(["400", "413", "415"]);
    }
    if pushes || single {
        also.extend(["400", "409", "422"]);
    }
    if asks {
        also.push("400");
    }
    if path.contains('{')
        || matches!(
            path,
            "/v1/pushes" | "/v1/notices" | "/v1/account-requests" | "/v1/public/offers"
        ) && method == "get"
    {
        also.push("404");
    }
    for status in also {
        responses.entry(status).or_insert_with(
            || json!({ "content": { "application/json": { "schema": { "$ref": PROBLEM } } } }),
        );
    }
    for (status, response) in responses.iter_mut() {
        answer(path, method, status, response);
    }
}

/// A JSON object in the query: fields with the value that each must have.
fn filter() -> Value {
    let mut names: Vec<&str> = RecordType::ALL
        .iter()
        .flat_map(|kind| field::fields(*kind))
        .map(|field| field.name)
        .collect();
    names.sort_unstable();
    names.dedup();
    let value = json!({ "type": ["string", "boolean", "integer", "null"] });
    let schema = json!({
        "type": "object",
        "propertyNames": { "enum": names },
        "additionalProperties": value,
        "maxProperties": 5,
    });
    json!({ "application/json": { "schema": schema } })
}

fn parameter(name: &str, place: &str, required: bool, text: &str, schema: Value) -> Value {
    json!({ "name": name, "in": place, "required": required, "description": text, "schema": schema })
}

fn parameters(path: &str, method: &str, operation: &mut Map<String, Value>, keyed: bool) {
    let list = operation.entry("parameters").or_insert_with(|| json!([]));
    let Value::Array(list) = list else {
        return;
    };
    for given in list.iter_mut() {
        let name = given.get("name").and_then(Value::as_str);
        let schema = match name {
            Some("type") => reference("RecordType"),
            Some("before" | "after" | "review" | "offer") => {
                json!({ "type": "string", "pattern": format!("^({ID})?$") })
            }
            Some("id" | "push") => json!({ "type": "string", "format": "uuid" }),
            Some("state") => {
                let states: Vec<&str> = RequestState::ALL.iter().map(|s| s.as_str()).collect();
                json!({ "type": "string", "enum": states })
            }
            Some("mine") => json!({ "type": "string", "enum": ["0", "1", "false", "true"] }),
            Some("limit") if path == "/v1/changes" => {
                json!({ "type": "integer", "minimum": 1, "maximum": 5_000 })
            }
            Some("limit") => json!({ "type": "integer", "minimum": 0, "maximum": MOST_ASKED }),
            Some("types") => {
                let any = types().join("|");
                json!({ "type": "string", "pattern": format!("^(({any})(,({any}))*)?$") })
            }
            Some("orgs") => {
                let id = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
                json!({ "type": "string", "pattern": format!("^({id}(,{id}){{0,19}})?$") })
            }
            Some("q") => json!({ "type": "string", "maxLength": 200 }),
            Some("filter") => Value::Null,
            _ => continue,
        };
        if let Value::Object(given) = given {
            if schema.is_null() {
                given.remove("schema");
                given.insert("content".to_owned(), filter());
                continue;
            }
            given.insert("schema".to_owned(), schema);
        }
    }
    let text = || json!({ "type": "string" });
    let tag = || json!({ "type": "string", "pattern": "^\"[0-9a-f]{1,8}\\.[0-9]{1,18}\"$" });
    match (path, method) {
        ("/v1/{type}/{id}", "get") | ("/v1/meta" | "/v1/changes", _) => list.push(parameter(
            "If-None-Match",
            "header",
            false,
            "The ETag that the client has: 304 if it still holds.",
            text(),
        )),
        ("/v1/{type}/{id}", "patch" | "delete") => list.push(parameter(
            "If-Match",
            "header",
            true,
            "The ETag that was read.",
            tag(),
        )),
        ("/v1/{type}/{id}", "put") => {
            let what = "The ETag that was read; or If-None-Match to make a record.";
            list.push(parameter("If-Match", "header", false, what, tag()));
            let what = "*, to make a record that is not there yet.";
            let star = json!({ "const": "*" });
            list.push(parameter("If-None-Match", "header", false, what, star));
        }
        _ => {}
    }
    if keyed {
        let key = json!({ "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^(\"[!#-~]+\"|[!#-~]+)$" });
        let what = "A name of the request: with another body it is refused.";
        list.push(parameter("Idempotency-Key", "header", false, what, key));
        let what = "The client and its version: desktop/1.4.2; device=…";
        let client = text();
        list.push(parameter(
            "EduTracker-Client",
            "header",
            false,
            what,
            client,
        ));
    }
    if list.is_empty() {
        operation.remove("parameters");
    }
}

/// The bodies of single records.
fn body(method: &str, operation: &mut Map<String, Value>) {
    let (media, schema) = match method {
        "patch" => ("application/merge-patch+json", "RecordPatch"),
        _ => ("application/json", "Record"),
    };
    operation.insert(
        "requestBody".to_owned(),
        json!({ "required": true, "content": { media: { "schema": reference(schema) } } }),
    );
}

fn answer(path: &str, method: &str, status: &str, response: &mut Value) {
    let Value::Object(response) = response else {
        return;
    };
    let described = response
        .get("description")
        .and_then(Value::as_str)
        .is_some_and(|text| !text.is_empty());
    if !described {
        response.insert("description".to_owned(), meaning(status).into());
    }
    if let Some(Value::Object(content)) = response.get_mut("content") {
        let problem = content
            .get("application/json")
            .and_then(|media| media.pointer("/schema/$ref"))
            .is_some_and(|schema| schema == PROBLEM);
        if problem && let Some(media) = content.remove("application/json") {
            content.insert("application/problem+json".to_owned(), media);
        }
        if let Some(media) = content.get_mut("application/x-ndjson") {
            *media = json!({
                "schema": { "type": "string", "description": "Lines, each a ChangeLine." },
                "x-itemSchema": reference("ChangeLine"),
            });
        }
    }
    let mut headers = Map::new();
    let mut header = |name: &str, required: bool, text: &str| {
        let kind = if name == "Retry-After" {
            "integer"
        } else {
            "string"
        };
        let value =
            json!({ "description": text, "required": required, "schema": { "type": kind } });
        headers.insert(name.to_owned(), value);
    };
    let tagged = matches!(
        (path, method),
        ("/v1/{type}/{id}", "get" | "put" | "patch") | ("/v1/meta", "get")
    );
    match status {
        "200" | "304" if tagged => header("ETag", true, "The revision, or what stands for it."),
        "201" if path == "/v1/{type}/{id}" => {
            header("ETag", true, "The revision.");
            header("Location", true, "Where the record is.");
        }
        "401" => header("WWW-Authenticate", true, "Bearer."),
        "429" | "503" => header("Retry-After", true, "Seconds."),
        "409" => header("Retry-After", false, "Seconds, while another push runs."),
        _ => {}
    }
    if !headers.is_empty() {
        response.insert("headers".to_owned(), Value::Object(headers));
    }
    if let Some(links) = links(path, method, status) {
        response.insert("links".to_owned(), links);
    }
}

/// Where to go on from an answer.
fn links(path: &str, method: &str, status: &str) -> Option<Value> {
    const RECORD: &str = "/v1/{type}/{id}";
    const HISTORY: &str = "/v1/{type}/{id}/history";
    let link = |path: &str, method: &str, parameters: &Value| json!({ "operationId": operation_id(path, method), "parameters": parameters });
    match (path, method, status) {
        (RECORD, "put", "201") => {
            let same = json!({ "type": "$request.path.type", "id": "$request.path.id" });
            Some(json!({
                "read": link(RECORD, "get", &same), "history": link(HISTORY, "get", &same),
            }))
        }
        ("/v1/{type}", "get", "200") => {
            let first = json!({ "type": "$request.path.type", "id": "$response.body#/items/0/id" });
            Some(json!({
                "read": link(RECORD, "get", &first), "history": link(HISTORY, "get", &first),
            }))
        }
        ("/v1/account-requests", "get", "200") => {
            let first = json!({ "id": "$response.body#/items/0/id" });
            Some(json!({
                "accept": link("/v1/account-requests/{id}/accept", "post", &first),
                "refuse": link("/v1/account-requests/{id}/refuse", "post", &first),
            }))
        }
        (RECORD, "get", "200") => {
            let bound = json!({
                "type": "$request.path.type", "id": "$request.path.id",
                "header.If-Match": "$response.header.ETag",
            });
            Some(json!({
                "patch": link(RECORD, "patch", &bound), "replace": link(RECORD, "put", &bound),
                "erase": link(RECORD, "delete", &bound),
            }))
        }
        ("/v1/pushes", "get", "200") => {
            let first = json!({ "push": "$response.body#/items/0/push" });
            Some(json!({
                "status": link("/v1/pushes/{push}", "get", &first),
                "revert": link("/v1/pushes/{push}/revert", "post", &first),
            }))
        }
        _ => None,
    }
}

const fn meaning_of(status: u16) -> &'static str {
    match status {
        200 => "Done.",
        201 => "Made.",
        204 => "Done; there is nothing to say.",
        304 => "The client has it.",
        400 => "The request cannot be read.",
        401 => "Not signed in.",
        403 => "The account may not.",
        404 => "Nothing there that the account may see.",
        409 => "It stands against what is going on.",
        410 => "The cursor is of no use any more.",
        412 => "The record is at another revision.",
        413 => "More than the service takes.",
        415 => "A body of a type that is not read.",
        422 => "A rule forbids it.",
        428 => "A revision has to be named.",
        429 => "Too many requests.",
        501 => "Not available yet.",
        _ => "The service cannot answer now.",
    }
}

fn meaning(status: &str) -> &'static str {
    meaning_of(status.parse().unwrap_or(503))
}
