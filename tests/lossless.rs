//! What is read is written back: every document of the official test data, every class.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::collections::BTreeMap;

use openbadges::model::{
    AchievementCredential, Comparison, EndorsementCredential, GetOpenBadgeCredentialsResponse, Profile, Version,
    conform,
};
use openbadges::{Document, Limits};
use serde_json::Value;

/// Every JSON document of the official test data; some of them are not meant to be JSON.
fn documents() -> Vec<(String, Document)> {
    let Some(root) = common::conformance() else { return Vec::new() };
    let limits = Limits::default().with_bytes(64 << 20).with_values(10_000_000);
    let read = common::json_files(&root).into_iter().filter_map(|path| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let bytes = std::fs::read(&path).unwrap();
        Document::parse_within(&bytes, &limits).ok().map(|document| {
            assert_eq!(document.as_bytes(), bytes, "{name}");
            (name, document)
        })
    });
    read.collect()
}

/// The same text but for white space and the escapes of strings: order, nulls, empties and number texts count.
fn squeezed(document: &Document) -> String {
    fn write(node: openbadges::document::Node<'_>, out: &mut String) {
        use openbadges::document::Kind;
        match node.kind() {
            Kind::Object => {
                out.push('{');
                for (name, value) in node.members() {
                    out.push_str(&format!("{name:?}:"));
                    write(value, out);
                    out.push(',');
                }
                out.push('}');
            }
            Kind::Array => {
                out.push('[');
                for item in node.items() {
                    write(item, out);
                    out.push(',');
                }
                out.push(']');
            }
            Kind::String => out.push_str(&format!("{:?}", node.as_str().unwrap())),
            _ => out.push_str(node.raw()),
        }
    }
    let mut out = String::new();
    write(document.root(), &mut out);
    out
}

/// The JSON that the class of a document writes of it; the error if it cannot be read.
fn written(document: &Document) -> Option<Result<String, String>> {
    let root = document.root();
    let types: Vec<String> = root
        .get("type")
        .into_iter()
        .flat_map(|node| node.one_or_many().collect::<Vec<_>>())
        .filter_map(|node| node.as_str().map(Into::into))
        .collect();
    let is = |name: &str| types.iter().any(|word| word == name);
    let error = |error: openbadges::Error| error.to_string();
    if is("OpenBadgeCredential") || is("AchievementCredential") {
        Some(AchievementCredential::read(document).map(|read| read.to_json()).map_err(error))
    } else if is("EndorsementCredential") {
        Some(EndorsementCredential::read(document).map(|read| read.to_json()).map_err(error))
    } else if is("Profile") {
        Some(Profile::read(document).map(|read| read.to_json()).map_err(error))
    } else {
        None
    }
}

#[test]
fn official_documents_come_back() {
    let mut unread = Vec::new();
    let (mut documents_read, mut classes) = (0, 0);
    for (name, document) in documents() {
        documents_read += 1;
        match written(&document) {
            Some(Ok(json)) => {
                classes += 1;
                let again = Document::parse(json.as_bytes()).unwrap();
                assert_eq!(squeezed(&again), squeezed(&document), "{name}");
            }
            Some(Err(why)) => unread.push((name, why)),
            None => {}
        }
    }
    if documents_read == 0 {
        return;
    }
    println!("{documents_read} documents, {classes} of them by their classes; not of their class:");
    unread.iter().for_each(|(name, why)| println!("  {name}: {why}"));
    // Examples without an achievement, for which there is no class; the official schemas refuse them as well.
    let names: Vec<&str> = unread.iter().map(|(name, _)| name.as_str()).collect();
    let known = ["spec-examples/main/examples.json", "spec-examples/main/readme--sample-assertion-credential.json"];
    assert_eq!(names, known);
    assert!(classes >= 20, "{classes}");
}

/// The same, of whatever credentials stand inside other documents, as those of the CLR do.
#[test]
fn credentials_inside_others_come_back() {
    let mut count = 0;
    for (name, document) in documents() {
        let mut open = vec![document.root()];
        while let Some(node) = open.pop() {
            open.extend(node.items());
            open.extend(node.members().map(|(_, value)| value));
            let inner = node.to_document();
            if let Some(Ok(json)) = written(&inner) {
                count += 1;
                let again = Document::parse(json.as_bytes()).unwrap();
                assert_eq!(squeezed(&again), squeezed(&inner), "{name} {}", node.pointer());
            }
        }
    }
    println!("{count} credentials and profiles");
}

/// Members in other places, nulls, empty lists, single items and odd numbers put into the complete example.
#[test]
fn every_member_can_be_odd() {
    let Some(root) = common::conformance() else { return };
    let path = root.join("spec-examples/main/fullOpenBadge--complete-openbadgecredential.json");
    let full: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut pointers = Vec::new();
    collect(&full, String::new(), &mut pointers);
    let (mut odd, mut refused) = (0, 0);
    for pointer in &pointers {
        for value in [Value::Null, Value::Array(Vec::new()), serde_json::json!({"x": 1.50}), serde_json::json!(7)] {
            let mut changed = full.clone();
            *changed.pointer_mut(pointer).unwrap() = value;
            let document = Document::parse(changed.to_string().as_bytes()).unwrap();
            match AchievementCredential::read(&document) {
                Ok(read) => {
                    odd += 1;
                    let again = Document::parse(read.to_json().as_bytes()).unwrap();
                    assert_eq!(squeezed(&again), squeezed(&document), "{pointer}");
                }
                Err(error) => {
                    refused += 1;
                    assert!(error.findings().all(|finding| finding.pointer().len() <= 200), "{error}");
                }
            }
        }
    }
    println!("{odd} odd credentials came back, {refused} lack what is required");
    assert!(odd > 1_000 && refused < 200, "{odd} {refused}");
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in inner {
        let pointer = format!("{pointer}/{name}");
        collect(value, pointer.clone(), pointers);
        pointers.push(pointer);
    }
}

#[test]
fn the_answer_of_a_host_comes_back() {
    let badge = include_str!("../fixtures/golden/critical-thinking.json").trim_end();
    let text = format!(r#"{{"credential": [{badge}], "compactJwsString": ["e30.e30.c2ln"]}}"#);
    let document = Document::parse(text.as_bytes()).unwrap();
    assert_eq!(GetOpenBadgeCredentialsResponse::conform(&document), []);
    let response = GetOpenBadgeCredentialsResponse::read(&document).unwrap();
    assert_eq!(response.credential[0].credential_subject.achievement.name, "Critical Thinking");
    assert_eq!(response.to_document().unwrap(), document);
}

#[test]
fn published_pairs_compare_as_published() {
    let Some(root) = common::conformance() else { return };
    let folder = root.join("spec-examples");
    let pairs: Value = serde_json::from_slice(&std::fs::read(folder.join("equality.json")).unwrap()).unwrap();
    for pair in pairs["pairs"].as_array().unwrap() {
        let read = |name: &str| {
            let bytes = std::fs::read(folder.join(pair[name].as_str().unwrap())).unwrap();
            AchievementCredential::read(&Document::parse(&bytes).unwrap()).unwrap()
        };
        let expected = match (pair["equal"].as_bool().unwrap(), pair["newer"].as_str()) {
            (false, _) => Comparison::Different,
            (true, None) => Comparison::Same,
            (true, Some("a")) => Comparison::Newer,
            (true, Some(_)) => Comparison::Older,
        };
        assert_eq!(read("a").compare(&read("b")), expected, "{pair}");
    }
}

/// The examples of the standard itself have no errors but one: in the complete example a result names a level of another
/// description than its own.
#[test]
fn official_examples_keep_the_rules() {
    let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut judged = 0;
    for (name, document) in documents() {
        if !name.starts_with("spec-examples/main") || written(&document).is_none_or(|w| w.is_err()) {
            continue;
        }
        let is_profile = document.root().get("credentialSubject").is_none();
        let findings = if is_profile { Profile::conform(&document) } else { conform(&document) };
        judged += 1;
        for finding in findings.iter().filter(|f| f.severity() == openbadges::finding::Severity::Error) {
            errors.entry(name.clone()).or_default().push(format!("{} {}", finding.code(), finding.pointer()));
        }
    }
    if judged > 0 {
        let full = "spec-examples/main/fullOpenBadge--complete-openbadgecredential.json".to_owned();
        let known = vec!["model.dangling-reference /credentialSubject/result/1/achievedLevel".to_owned()];
        assert_eq!(errors, BTreeMap::from([(full, known)]));
        assert!(judged >= 12, "{judged}");
    }
}

#[test]
fn a_version_is_known() {
    let badge = include_str!("../fixtures/golden/critical-thinking.json");
    let new = AchievementCredential::read(&Document::parse(badge.as_bytes()).unwrap()).unwrap();
    assert_eq!(new.version(), Version::V2_0);
    let old = badge.replace("/ns/credentials/v2", "/2018/credentials/v1").replace("validFrom", "issuanceDate");
    let old = AchievementCredential::read(&Document::parse(old.as_bytes()).unwrap()).unwrap();
    assert_eq!((old.version(), old.valid_from), (Version::V1_1, new.valid_from));
}
