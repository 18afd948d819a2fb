//! The tables against themselves, and against the published documents.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{BUNDLED, CREDENTIALS_V2, Coercion, Container, Context, OPEN_BADGES_3_0_3, Scope, Term, by_url, lookup};

/// Fails with the place of the first difference.
type Outcome = Result<(), String>;

#[test]
fn equal_to_the_published_credentials_v2() -> Outcome {
    equal_to_published(
        &CREDENTIALS_V2,
        "credentials-v2.jsonld",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    )
}

#[test]
fn equal_to_the_published_open_badges_3_0_3() -> Outcome {
    equal_to_published(
        &OPEN_BADGES_3_0_3,
        "ob-3.0.3-context.json",
        "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
    )
}

#[test]
fn tables_are_sorted_and_have_no_double() -> Outcome {
    fn check(terms: &'static [Term], path: &str) -> Outcome {
        for (term, next) in terms.iter().zip(terms.iter().skip(1)) {
            if term.name >= next.name {
                return Err(format!("{path}: {} before {}", term.name, next.name));
            }
        }
        for term in terms {
            let here = format!("{path}/{}", term.name);
            // The search must find what a walk finds.
            if lookup(terms, term.name) != Some(term) {
                return Err(format!("{here}: lookup does not find it"));
            }
            // "X" and {"@id": "X"} are only the same if X cannot be taken for a prefix.
            if term.iri.ends_with([':', '/', '?', '#', '[', ']', '@']) {
                return Err(format!("{here}: {} could serve as a prefix", term.iri));
            }
            if let Scope::Terms { terms, .. } = term.scope {
                check(terms, &here)?;
            }
        }
        Ok(())
    }
    BUNDLED.iter().try_for_each(|context| check(context.terms, context.url))
}

#[test]
fn contexts_and_terms_are_found_by_their_exact_name() {
    for context in BUNDLED {
        assert_eq!(by_url(context.url), Some(*context));
        assert_eq!(by_url(&format!("{}#", context.url)), None);
        // Keyword aliases are no terms.
        for name in ["", "id", "type", "@id", "Name", "zzz"] {
            assert_eq!(context.term(name), None, "{name}");
        }
        let name = context.term("name").map(|term| term.iri);
        assert_eq!(name, Some("https://schema.org/name"));
    }
}

#[test]
fn generated_json_says_what_the_tables_say() -> Outcome {
    BUNDLED.iter().try_for_each(|context| compare(context, &context.to_json()))
}

/// The comparison is only worth something if it notices: every value of the document in turn
/// is changed and removed, and an unknown key is added to every object.
#[test]
fn comparison_notices_every_change() {
    for context in BUNDLED {
        let document = context.to_json();
        let mut pointers = Vec::new();
        collect_pointers(&document, "", &mut pointers);
        assert!(pointers.len() > 100);
        for pointer in pointers {
            for changed in changes(&document, &pointer) {
                assert!(compare(context, &changed).is_err(), "{pointer}: {changed}");
            }
        }
    }
}

/// Skipped where the documents are not at hand, unless a folder was named for them.
fn equal_to_published(context: &Context, file: &str, sha256: &str) -> Outcome {
    let Some(folder) = crate::common::conformance() else { return Ok(()) };
    let path = folder.join("contexts").join(file);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if sum != sha256 {
        return Err(format!("{file}: not the published document, SHA-256 {sum}"));
    }
    let published: Value = serde_json::from_slice(&bytes).map_err(|error| format!("{file}: {error}"))?;
    compare(context, &published).map_err(|difference| format!("{file}{difference}"))
}

fn compare(context: &Context, document: &Value) -> Outcome {
    let document = object(document, "")?;
    only_keys(document, &["@context"], "")?;
    compare_scope(true, context.terms, document.get("@context"), "#/@context")
}

/// Both ways: nothing in the document that is not in the table, and the other way round.
fn compare_scope(aliases: bool, terms: &[Term], found: Option<&Value>, path: &str) -> Outcome {
    let found = object(found.unwrap_or(&Value::Null), path)?;
    let mut expected = BTreeSet::from(["@protected"]);
    same(found.get("@protected"), Some(json!(true)), path, "@protected")?;
    if aliases {
        expected.extend(["id", "type"]);
        same(found.get("id"), Some(json!("@id")), path, "id")?;
        same(found.get("type"), Some(json!("@type")), path, "type")?;
    }
    for term in terms {
        expected.insert(term.name);
        let here = format!("{path}/{}", term.name);
        match found.get(term.name) {
            Some(definition) => compare_term(term, definition, &here)?,
            None => return Err(format!("{here}: only in the table")),
        }
    }
    only_keys(found, &Vec::from_iter(expected), path)
}

fn compare_term(term: &Term, definition: &Value, path: &str) -> Outcome {
    let long = match definition {
        Value::String(iri) => json!({ "@id": iri }),
        other => other.clone(),
    };
    let found = object(&long, path)?;
    only_keys(found, &["@id", "@type", "@container", "@context"], path)?;

    let coercion = match term.coercion {
        Coercion::None => None,
        Coercion::Id => Some(json!("@id")),
        Coercion::Vocab => Some(json!("@vocab")),
        Coercion::Json => Some(json!("@json")),
        Coercion::Datatype(datatype) => Some(json!(datatype)),
    };
    let container = match term.container {
        Container::None => None,
        Container::Set => Some(json!("@set")),
        Container::List => Some(json!("@list")),
        Container::Graph => Some(json!("@graph")),
    };
    same(found.get("@id"), Some(json!(term.iri)), path, "@id")?;
    same(found.get("@type"), coercion, path, "@type")?;
    same(found.get("@container"), container, path, "@container")?;

    let scope = found.get("@context");
    match term.scope {
        Scope::None => same(scope, None, path, "@context"),
        Scope::Null => same(scope, Some(Value::Null), path, "@context"),
        Scope::Terms { aliases, terms } => compare_scope(aliases, terms, scope, &format!("{path}/@context")),
    }
}

fn same(found: Option<&Value>, table: Option<Value>, path: &str, key: &str) -> Outcome {
    if found == table.as_ref() {
        return Ok(());
    }
    let show = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
    let (found, table) = (show(found), show(table.as_ref()));
    Err(format!("{path}/{key}: {found}, but {table} in the table"))
}

fn object<'a>(value: &'a Value, path: &str) -> Result<&'a Map<String, Value>, String> {
    let found = value.as_object();
    found.ok_or_else(|| format!("{path}: not an object: {value}"))
}

fn only_keys(object: &Map<String, Value>, known: &[&str], path: &str) -> Outcome {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("{path}/{key}: not in the table")),
        None => Ok(()),
    }
}

/// The JSON pointers of everything inside `value`. No name here needs escaping.
fn collect_pointers(value: &Value, pointer: &str, into: &mut Vec<String>) {
    into.push(pointer.to_owned());
    for (key, value) in value.as_object().into_iter().flatten() {
        collect_pointers(value, &format!("{pointer}/{key}"), into);
    }
}

/// Copies of the document with the value at `pointer` replaced, removed or added to.
fn changes(document: &Value, pointer: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut change = |pointer: &str, edit: &dyn Fn(&mut Value)| {
        let mut copy = document.clone();
        if let Some(value) = copy.pointer_mut(pointer) {
            edit(value);
            all.push(copy);
        }
    };
    change(pointer, &|value| *value = json!("urn:else"));
    if let Some((parent, key)) = pointer.rsplit_once('/') {
        change(parent, &|value| {
            value.as_object_mut().map(|object| object.remove(key));
        });
    }
    change(pointer, &|value| {
        if let Some(object) = value.as_object_mut() {
            object.insert("@else".into(), json!("urn:else"));
        } else {
            *value = json!({ "@else": value });
        }
    });
    assert!(all.iter().all(|copy| copy != document), "{pointer}");
    all
}
