//! Another implementation comes to the same canonical form: `oxjsonld` and `oxrdf`, with the same contexts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::Dataset;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};

use serde_json::Value;
use sha2::Sha256;

use super::generate::Generator;
use crate::common::Lots;
use crate::document::Document;
use crate::limits::Limits;
use crate::proof::canon::contexts::published;
use crate::proof::canon::{Contexts, Options, Strictness, canonicalize, rdfc};

/// The published contexts, read once.
static PUBLISHED: LazyLock<BTreeMap<&str, Vec<u8>>> = LazyLock::new(|| {
    let Some(folder) = crate::common::conformance() else { return BTreeMap::new() };
    // Without white space, which the other implementation reads again for each document.
    let read = |url| {
        let bytes = std::fs::read(folder.join("contexts").join(published(url)?)).unwrap();
        Some((url, serde_json::from_slice::<Value>(&bytes).unwrap().to_string().into_bytes()))
    };
    STACKS.concat().into_iter().filter_map(read).collect()
});

const VC: &str = "https://www.w3.org/ns/credentials/v2";
const VC_1: &str = "https://www.w3.org/2018/credentials/v1";
const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const OB_2: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json";
const OB_1: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json";
const OB_0: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";
const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
const INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";
const INTEGRITY_1: &str = "https://w3id.org/security/data-integrity/v1";
const MULTIKEY: &str = "https://w3id.org/security/multikey/v1";
const ED25519: &str = "https://w3id.org/security/suites/ed25519-2020/v1";
const DID: &str = "https://www.w3.org/ns/did/v1";
const STATUS: &str = "https://w3id.org/vc/status-list/2021/v1";

/// The contexts of real documents, in their order. Open Badges 3.0.0 and 3.0.1 define protected terms of VC 2.0 anew, and
/// the other implementation takes the two definitions of Data Integrity in VC 2.0 and by itself for different.
const STACKS: [&[&str]; 17] = [
    &[VC, OB],
    &[VC, OB, EXTENSIONS],
    &[VC, OB_2],
    &[VC_1, OB_0],
    &[VC_1, OB_1],
    &[VC_1, OB_2, ED25519],
    &[VC_1, OB_0, STATUS],
    &[VC, CLR, OB],
    &[VC, CLR, OB_2, EXTENSIONS],
    &[VC_1, INTEGRITY_1],
    &[VC_1, OB_2, INTEGRITY],
    &[INTEGRITY],
    &[MULTIKEY],
    &[DID, MULTIKEY],
    &[DID, ED25519],
    &[VC],
    &[VC_1, STATUS],
];

/// The address of the context that a test registers.
const OWN: &str = "https://example.org/contexts/1";

/// Their canonical form, or why they have none.
fn theirs(json: &str, own: Option<&str>) -> Result<String, String> {
    let own = own.map(|own| own.as_bytes().to_vec());
    let parser = JsonLdParser::new().for_slice(json.as_bytes()).with_load_document_callback(move |url, _| {
        let document = if url == OWN { own.clone() } else { PUBLISHED.get(url).cloned() }.ok_or("not known")?;
        Ok(JsonLdRemoteDocument { document, document_url: url.to_owned() })
    });
    let mut dataset = Dataset::new();
    for quad in parser {
        dataset.insert(&quad.map_err(|error| error.to_string())?);
    }
    let lines = |dataset: &Dataset| dataset.iter().map(|quad| format!("{quad} .\n")).collect::<Vec<String>>();
    // With graphs, oxrdf labels otherwise than the reference implementations: it takes a node that is related in the
    // same way twice, through two statements of one graph or one statement of two, for related once.
    if dataset.iter().any(|quad| !quad.graph_name.is_default_graph()) {
        let (dataset, _) = rdfc::nquads::read(&lines(&dataset).concat());
        let budget = Limits::default().canonicalization_steps();
        return rdfc::canonicalize::<Sha256>(&dataset, budget).map(|form| form.lines).map_err(|e| format!("{e:?}"));
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines = lines(&dataset);
    lines.sort_unstable();
    Ok(lines.concat())
}

fn ours(json: &str, contexts: &Contexts) -> Result<String, String> {
    let document = Document::parse(json.as_bytes()).unwrap();
    let (limits, base, strictness) = (Limits::default(), None, Strictness::Checking);
    let options = Options { contexts, limits: &limits, base, strictness, without_proof: false };
    canonicalize(&document, options).map(|canonical| canonical.lines).map_err(|error| error.to_string())
}

/// A document with the context that is registered for it, in JSON and in force.
struct Case {
    json: String,
    own: Option<String>,
    registry: Contexts,
}

/// A document under contexts that fit together, published ones first if there are any.
fn draw(lots: &mut Lots, published: &[&str]) -> Case {
    let none = Contexts::default();
    let context = |lots: &mut Lots| Generator::new(&none, Lots(lots.next())).context(2);
    for _ in 0..1_000 {
        let mut case = Case { json: String::new(), own: None, registry: Contexts::default() };
        let mut contexts: Vec<String> = published.iter().map(|url| format!("\"{url}\"")).collect();
        let extends = published.is_empty() || lots.below(4) == 0;
        if extends {
            let document = format!("{{\"@context\":{}}}", context(lots));
            let read = Document::parse(document.as_bytes()).unwrap();
            let Ok(registry) = Contexts::new([(OWN.to_owned(), read)]) else { continue };
            (case.own, case.registry) = (Some(document), registry);
            contexts.push(format!("\"{OWN}\""));
        }
        if extends && lots.below(3) == 0 {
            contexts.push(context(lots));
        }
        if let Some(json) = Generator::new(&case.registry, Lots(lots.next())).document(&contexts) {
            case.json = json;
            return case;
        }
    }
    panic!("no document under {published:?}")
}

/// Compares so many documents that are not refused.
fn compare(stacks: &[&[&str]], wanted: usize) {
    let mut lots = Lots(1);
    let (mut agreed, mut refused, mut overridden) = (0, 0, 0);
    while agreed < wanted {
        // Each as often as the others.
        let Case { json, own, registry } = draw(&mut lots, stacks[(agreed + refused + overridden) % stacks.len()]);
        let Ok(lines) = ours(&json, &registry) else {
            refused += 1;
            continue;
        };
        let other = theirs(&json, own.as_deref());
        // It protects terms from scopes that nothing brings into force.
        if other.as_ref().is_err_and(|error| error.starts_with("Overriding the protected term")) {
            overridden += 1;
            continue;
        }
        assert_eq!(other.as_ref(), Ok(&lines), "{json}\nwith {own:?}");
        agreed += 1;
    }
    println!("{agreed} agreed, {refused} refused, {overridden} refused by the other");
    assert!(overridden * 100 < agreed);
    assert!(refused * 10 < agreed * 4);
}

#[test]
fn agrees_under_published_contexts() {
    if !PUBLISHED.is_empty() {
        compare(&STACKS, 1_100);
    }
}

#[test]
fn agrees_under_any_contexts() {
    compare(&[&[]], 3_900);
}

/// Where the two differ, ours is what the standard says.
#[test]
fn where_the_other_differs() {
    let text = |literal: &str| format!("_:c14n0 <ex:n> {literal} .\n");
    let number =
        |form: &str, datatype: &str| text(&format!("\"{form}\"^^<http://www.w3.org/2001/XMLSchema#{datatype}>"));
    let cases = [
        // Integers below 10²¹ have no exponent (API, section 8.6).
        (r#"{"ex:n": 1e20}"#, number("100000000000000000000", "integer")),
        // A number is a double.
        (r#"{"ex:n": 9007199254740993}"#, number("9007199254740992", "integer")),
        // Of the exact value, 16 digits (`%1.15E`).
        (r#"{"ex:n": 8.2}"#, number("8.199999999999999E0", "double")),
        // RFC 8785 sorts by UTF-16.
        (
            r#"{"ex:n": {"@type": "@json", "@value": {"\ue000": 1, "\ud83d\ude00": 2}}}"#,
            text("\"{\\\"😀\\\":2,\\\"\u{e000}\\\":1}\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>"),
        ),
        // All types bring their contexts along (Expansion, step 11).
        (
            r#"{"@context": {"A": {"@id": "ex:A", "@context": {"a": "ex:a"}}, "B": {"@id": "ex:B", "@context": {"b": "ex:b"}}},
                "@type": ["A", "B"], "a": {"@id": "ex:x"}}"#,
            "_:c14n0 <ex:a> <ex:x> .\n_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <ex:A> .\n\
             _:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <ex:B> .\n"
                .to_owned(),
        ),
        // An array under a map container is no map (step 13.8).
        (r#"{"@context": {"n": {"@id": "ex:n", "@container": "@id"}}, "n": [{"@id": "ex:x"}]}"#, text("<ex:x>")),
    ];
    for (json, expected) in cases {
        assert_eq!(ours(json, &Contexts::default()).as_ref(), Ok(&expected), "{json}");
        assert_ne!(theirs(json, None).as_ref(), Ok(&expected), "no longer differs: {json}");
    }
}

/// The edges on which both agree.
#[test]
fn numbers_at_the_edges() {
    for (value, form, datatype) in [
        ("9007199254740991", "9007199254740991", "integer"),
        ("9007199254740992", "9007199254740992", "integer"),
        // Here jsonld.js writes `0`.
        ("1e-7", "1.0E-7", "double"),
        ("1e21", "1.0E21", "double"),
        (r#"{"@value": 3.0, "@type": "http://www.w3.org/2001/XMLSchema#float"}"#, "3", "float"),
    ] {
        let json = format!("{{\"ex:n\": {value}}}");
        let expected = format!("_:c14n0 <ex:n> \"{form}\"^^<http://www.w3.org/2001/XMLSchema#{datatype}> .\n");
        assert_eq!(ours(&json, &Contexts::default()).as_ref(), Ok(&expected), "{json}");
        assert_eq!(theirs(&json, None).as_ref(), Ok(&expected), "{json}");
    }
    // An integer has no negative zero.
    let expected = "_:c14n0 <ex:n> \"0\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n";
    assert_eq!(ours(r#"{"ex:n": -0}"#, &Contexts::default()).as_deref(), Ok(expected));
}

/// The meaning of a property's values is looked up in the context that holds at them (Expansion, steps 4, 7 and 8).
#[test]
fn values_under_another_context() {
    let cases = [
        // `@set` is an object, and the scope of the type does not reach into objects.
        (
            r#"{"@context": {"A": {"@id": "ex:A", "@context": {"n": {"@id": "ex:n", "@type": "@id"}}}},
                "@type": "A", "n": {"@set": ["ex:x"]}}"#,
            "\"ex:x\"",
        ),
        // The scope of a property holds for its values, and may define the property anew.
        (
            r#"{"@context": {"n": {"@id": "ex:n", "@context": {"n": {"@id": "ex:other", "@type": "@id"}}}}, "n": "ex:x"}"#,
            "<ex:x>",
        ),
        // What is no map by ids is not put into graphs (step 13.12).
        (
            r#"{"@context": {"n": {"@id": "ex:n", "@container": ["@graph", "@index"]}}, "n": [{"@id": "ex:x"}]}"#,
            "<ex:x>",
        ),
    ];
    for (json, value) in cases {
        let lines = ours(json, &Contexts::default()).unwrap();
        assert!(lines.contains(&format!("<ex:n> {value} .")), "{json}\n{lines}");
        assert_eq!(theirs(json, None).as_ref(), Ok(&lines), "{json}");
    }
}

/// A badge with signed endorsements in it: their proofs are graphs of their own, of the badge's canonical form.
#[test]
fn badges_with_endorsements_in_them() {
    use crate::issue::{Endorsed, Format, Issuer};
    use crate::key::{Secret, Seed, SigningKey};
    use crate::proof::Suite;

    if PUBLISHED.is_empty() {
        return;
    }
    let golden = include_str!("../../../../fixtures/golden/critical-thinking.json");
    let mut badge: Value = serde_json::from_str(golden).unwrap();
    badge.as_object_mut().unwrap().remove("proof");
    let places = ["", "/credentialSubject/achievement", "/issuer"];
    for (i, suite) in
        [(0, Suite::EddsaRdfc2022), (1, Suite::EddsaRdfc2022), (2, Suite::EddsaJcs2022), (0, Suite::EddsaJcs2022)]
    {
        let byte = u8::try_from(i + 1).unwrap();
        let key = SigningKey::from_seed(&Seed::from_bytes([byte; 32]));
        let profile = format!(r#"{{"name": "Endorser {i}"}}"#);
        let employer = Issuer::from_json(profile.as_bytes(), key, Secret::from_bytes([byte; 32])).unwrap();
        let target = badge.pointer_mut(places[i]).unwrap();
        let endorsement = employer
            .endorse(
                Endorsed::id(target["id"].as_str().unwrap()),
                "Vouched for",
                "2026-06-01T00:00:00Z".parse().unwrap(),
            )
            .with_edition(suite.as_str())
            .with_comment("Zo\u{eb} \"knows\" it.")
            .with_format(Format::Embedded(suite));
        let endorsement: Value = serde_json::from_str(endorsement.sign().unwrap().to_json()).unwrap();
        match target.get_mut("endorsement") {
            Some(list) => list.as_array_mut().unwrap().push(endorsement),
            None => target["endorsement"] = Value::Array(vec![endorsement]),
        }
        let json = badge.to_string();
        let lines = ours(&json, &Contexts::default()).unwrap();
        let proofs = json.matches("proofValue").count();
        assert_eq!(lines.matches("<https://w3id.org/security#proofValue>").count(), proofs);
        assert_eq!(theirs(&json, None).as_ref(), Ok(&lines), "{json}");
    }
}
