//! Another implementation comes to the same canonical form: `oxjsonld` and `oxrdf`, with the same contexts.

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::Dataset;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use serde_json::{Value, json};

use super::{Contexts, Options, Strictness, canonicalize};
use crate::common::Lots;
use crate::document::Document;
use crate::limits::Limits;

const GOLDEN: [&str; 3] = [
    include_str!("../../../fixtures/golden/critical-thinking.json"),
    include_str!("../../../fixtures/golden/critical-thinking-retake.json"),
    include_str!("../../../fixtures/golden/project-work.json"),
];

fn theirs(json: &str) -> String {
    let Some(folder) = crate::common::conformance() else { return String::new() };
    let mut dataset = Dataset::new();
    let parser = JsonLdParser::new().for_slice(json.as_bytes()).with_load_document_callback(move |url, _| {
        let file = super::contexts::published(url).ok_or("not bundled")?;
        let document = std::fs::read(folder.join("contexts").join(file))?;
        Ok(JsonLdRemoteDocument { document, document_url: url.to_owned() })
    });
    for quad in parser {
        dataset.insert(&quad.unwrap());
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.concat()
}

fn ours(json: &str) -> Option<String> {
    let document = Document::parse(json.as_bytes()).unwrap();
    let (contexts, limits) = (Contexts::default(), Limits::default());
    let (base, strictness) = (None, Strictness::Issuing);
    let options = Options { contexts: &contexts, limits: &limits, base, strictness, without_proof: true };
    canonicalize(&document, options).ok().map(|canonical| canonical.lines)
}

/// A badge with some of its values changed, removed, doubled or wrapped.
fn changed(value: &mut Value, lots: &mut Lots) {
    const TEXTS: [&str; 6] =
        ["", "Zoë \"x\"\\\n\t", "😀", "https://example.org/a", "2026-05-01T09:00:00Z", "\u{7f}\u{1}"];
    match value {
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            for name in names.iter().filter(|name| *name != "@context") {
                match lots.below(1_200) {
                    0 => drop(members.shift_remove(name)),
                    1 => members[name] = json!([members[name], members[name]]),
                    2 => members[name] = json!(["one", {"id": "urn:x:1", "type": "Image", "caption": "c"}]),
                    3 => members[name] = json!(lots.below(1_000)),
                    4 => members[name] = json!(0.25),
                    5 => members[name] = json!(true),
                    6 => members[name] = Value::Null,
                    _ => changed(&mut members[name], lots),
                }
            }
        }
        Value::Array(items) => {
            if lots.below(40) == 0 {
                items.reverse();
            }
            items.iter_mut().for_each(|item| changed(item, lots));
        }
        Value::String(text) if lots.below(250) == 0 => {
            *text = TEXTS[usize::try_from(lots.below(6)).unwrap()].to_owned();
        }
        _ => {}
    }
}

#[test]
fn another_implementation_agrees() {
    let seeds: Vec<Value> = GOLDEN.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    let (mut agreed, mut refused) = (0, 0);
    for seed in 0..3_000 {
        let mut lots = Lots(seed);
        let mut badge = seeds[usize::try_from(lots.below(3)).unwrap()].clone();
        badge.as_object_mut().unwrap().shift_remove("proof");
        changed(&mut badge, &mut lots);
        let json = badge.to_string();
        match ours(&json) {
            Some(lines) => {
                assert_eq!(lines, theirs(&json), "{json}");
                agreed += 1;
            }
            None => refused += 1,
        }
    }
    println!("{agreed} agreed, {refused} refused");
    assert!(agreed > 1_500, "{agreed}");
}

/// The worked example of the design document.
#[test]
fn a_small_example() {
    let lines = ours(
        r#"{"@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:x:1", "type": ["VerifiableCredential", "AchievementCredential"],
        "evidence": [{"type": "Evidence", "name": "Essay"}]}"#,
    );
    let ob = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    let (rdf, vc) = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "https://www.w3.org/2018/credentials#");
    let expected = format!(
        "<urn:x:1> <{rdf}> <{ob}OpenBadgeCredential> .\n\
         <urn:x:1> <{rdf}> <{vc}VerifiableCredential> .\n\
         <urn:x:1> <{vc}evidence> _:c14n0 .\n\
         _:c14n0 <{rdf}> <{ob}Evidence> .\n\
         _:c14n0 <https://schema.org/name> \"Essay\" .\n"
    );
    assert_eq!(lines.as_deref(), Some(expected.as_str()));
}
