//! The official schemas and `conform` agree, on the official examples and on thousands of mutations of them.
//!
//! Where they differ on purpose stands in `schema-exceptions.json`, with the reason; an exception that no mutant needs
//! fails the test. `refuses`: the schema takes what our check refuses with this code at such a place. `accepts`: the
//! schema refuses what our check takes after such a mutation of such a place.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jsonschema::Validator;
use openbadges::finding::Severity;
use openbadges::model::{AchievementCredential, EndorsementCredential, GetOpenBadgeCredentialsResponse, Profile};
use openbadges::{Document, Finding};
use serde_json::{Value, json};

const STRICT: &str = "json-ld/ob_v3p0_achievementcredential_schema.json";
const ANY: &str = "json/ob_v3p0_anyachievementcredential_schema.json";
const ENDORSEMENT: &str = "json/ob_v3p0_endorsementcredential_schema.json";
const PROFILE: &str = "json/ob_v3p0_profile_schema.json";
const RESPONSE: &str = "json/ob_v3p0_getopenbadgecredentialsresponse_schema.json";

/// More mutants of one schema than this are drawn by lot.
const MOST: usize = 4_000;

struct Exception {
    name: String,
    schemas: Vec<String>,
    refuses: bool,
    /// A code of ours, or the kind of a mutation.
    what: Vec<String>,
    /// The ends of pointers, indexes written as `*`; after `=` the whole pointer.
    places: Vec<String>,
    /// For refusals: after which kinds of mutations; after any, if there are none.
    after: Vec<String>,
}

impl Exception {
    fn matches(&self, schema: &str, refuses: bool, what: &str, pointer: &str, after: &str) -> bool {
        let place = starred(pointer);
        self.refuses == refuses
            && (self.after.is_empty() || self.after.iter().any(|kind| kind == after))
            && self.schemas.iter().any(|name| schema.contains(name.as_str()))
            && self.what.iter().any(|w| w == what)
            && self.places.iter().any(|end| match end.strip_prefix('=') {
                Some(whole) => place == whole,
                None => place.ends_with(end.as_str()),
            })
    }
}

fn starred(pointer: &str) -> String {
    let star = |part: &str| {
        if part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty() { "*".into() } else { part.to_owned() }
    };
    pointer.split('/').map(star).collect::<Vec<_>>().join("/")
}

fn exceptions() -> Vec<Exception> {
    let file: Value = serde_json::from_str(include_str!("schema-exceptions.json")).unwrap();
    let words = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_owned()).collect()
    };
    let read = |entry: &Value| {
        assert!(entry["reason"].as_str().is_some_and(|reason| reason.len() > 20), "{entry}");
        let refuses = entry.get("refuses");
        Exception {
            name: entry["reason"].as_str().unwrap().to_owned(),
            schemas: words(&entry["schemas"]),
            refuses: refuses.is_some(),
            what: words(refuses.unwrap_or(&entry["accepts"])),
            places: words(&entry["at"]),
            after: entry.get("after").map(words).unwrap_or_default(),
        }
    };
    file.as_array().unwrap().iter().map(read).collect()
}

/// A change of one place, and what kind it is.
type Mutation = (&'static str, String, Option<Value>);

fn mutations(value: &Value, pointer: &str, all: &mut Vec<Mutation>) {
    let mut add = |kind, value| all.push((kind, pointer.to_owned(), value));
    if !pointer.is_empty() {
        add("remove", None);
        add("null", Some(Value::Null));
        add("string", Some(json!("Nonsense")));
        add("number", Some(json!(7)));
        add("boolean", Some(json!(true)));
        add("object", Some(json!({})));
        add("array", Some(json!([])));
        match value {
            Value::Array(items) if items.len() == 1 => add("unwrap", Some(items[0].clone())),
            Value::Array(_) => {}
            _ => add("wrap", Some(json!([value]))),
        }
        if value.is_string() {
            add("empty", Some(json!("")));
            add("extension", Some(json!("ext:Own")));
        }
    }
    if let Value::Object(members) = value {
        let mut more = members.clone();
        more.insert("zzz".into(), json!("x"));
        add("add", Some(Value::Object(more)));
    }
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            let name = name.replace('~', "~0").replace('/', "~1");
            mutations(value, &format!("{pointer}/{name}"), all);
        }),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, value)| mutations(value, &format!("{pointer}/{i}"), all));
        }
        _ => {}
    }
}

fn mutated(seed: &Value, (_, pointer, value): &Mutation) -> Value {
    let mut mutant = seed.clone();
    match value {
        Some(value) => *mutant.pointer_mut(pointer).unwrap() = value.clone(),
        None => {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            match mutant.pointer_mut(parent).unwrap() {
                Value::Array(items) => {
                    items.remove(name.parse().unwrap());
                }
                object => {
                    object.as_object_mut().unwrap().shift_remove(&name.replace("~1", "/").replace("~0", "~"));
                }
            }
        }
    }
    mutant
}

/// A generator good enough to draw lots: SplitMix64.
struct Lots(u64);

impl Lots {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ z >> 31) % u64::try_from(bound).unwrap()).unwrap()
    }
}

fn load(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Whatever in the examples is of a class, the whole document or a part of it.
fn examples(root: &Path) -> Vec<Value> {
    let mut files: Vec<_> = ["spec-examples/main", "spec-examples/impl", "vectors/ob3/obv3p0", "vectors/ob3/clrv2p0"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    let mut all: Vec<Value> = files.iter().map(|path| load(path)).collect();
    all.push(serde_json::from_str(include_str!("../fixtures/golden/critical-thinking.json")).unwrap());
    all.push(serde_json::from_str(include_str!("../fixtures/golden/project-work.json")).unwrap());
    all
}

fn parts(value: &Value, is: &dyn Fn(&Value) -> bool, found: &mut Vec<Value>) {
    if is(value) {
        found.push(value.clone());
    }
    match value {
        Value::Object(members) => members.values().for_each(|value| parts(value, is, found)),
        Value::Array(items) => items.iter().for_each(|value| parts(value, is, found)),
        _ => {}
    }
}

fn has_type(value: &Value, word: &str) -> bool {
    match &value["type"] {
        Value::String(one) => one == word,
        Value::Array(words) => words.iter().any(|w| w == word),
        _ => false,
    }
}

/// The same with arrays where the standard lets a single value stand for one: the strict schema knows only arrays.
fn expanded(value: &Value, name: &str) -> Value {
    const METHODS: [&str; 5] = ["proof", "credentialSchema", "credentialStatus", "refreshService", "termsOfUse"];
    const SINGLE: [&str; 4] = ["Image", "IdentityObject", "IdentifierEntry", "GeoCoordinates"];
    match value {
        Value::Array(items) => items.iter().map(|item| expanded(item, name)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(member, value)| {
                let inner = expanded(value, member);
                let is_list = match (member.as_str(), &inner) {
                    ("proof" | "credentialSchema" | "termsOfUse", Value::Object(_)) => true,
                    ("type", Value::String(word)) => !METHODS.contains(&name) && !SINGLE.contains(&word.as_str()),
                    _ => false,
                };
                (member.clone(), if is_list { json!([inner]) } else { inner })
            })
            .collect(),
        _ => value.clone(),
    }
}

/// An example without what would hide the faults of its mutants: two examples break the standard's own rules.
fn repaired(mut value: Value) -> Value {
    let text = value.to_string();
    if text.contains("1EdTech") && text.contains("@context") && value.get("@context").is_some() {
        let extensions = json!("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        let contexts = value["@context"].as_array_mut().unwrap();
        if !contexts.contains(&extensions) {
            contexts.push(extensions);
        }
    }
    if value
        .pointer("/credentialSubject/result/1/achievedLevel")
        .is_some_and(|level| level == "urn:uuid:d05a0867-d0ad-4b03-bdb5-28fb5d2aab7a")
    {
        value["credentialSubject"]["result"][1]["resultDescription"] =
            json!("urn:uuid:a70ddc6a-4c4a-4bd8-8277-cb97c79f40c5");
    }
    if let Some(profile) =
        value.as_object_mut().filter(|profile| !profile.contains_key("@context") && profile.contains_key("endorsement"))
    {
        let endorsements = profile["endorsement"].as_array().unwrap();
        profile["endorsement"] = endorsements.iter().cloned().map(repaired).collect();
    }
    value
}

/// The credential as VC Data Model 1.1 has it; the official schema demands its name.
fn old(value: &Value) -> Value {
    let text =
        value.to_string().replace("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1");
    let text = text.replace("\"validFrom\"", "\"issuanceDate\"").replace("\"validUntil\"", "\"expirationDate\"");
    let mut old: Value = serde_json::from_str(&text).unwrap();
    old.as_object_mut().unwrap().entry("name").or_insert("Named".into());
    old
}

/// Whether our check finds nothing wrong.
fn is_good(credential: &Value) -> bool {
    errors(AchievementCredential::conform(&Document::of(credential).unwrap())).is_empty()
}

fn errors(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.severity() == Severity::Error).collect()
}

#[test]
fn mutants_are_judged_alike() {
    let Some(root) = common::conformance() else { return };
    let all = Value::Array(examples(&root));
    let of = |is: &dyn Fn(&Value) -> bool| {
        let mut found = Vec::new();
        parts(&all, is, &mut found);
        let mut seen = BTreeSet::new();
        found.retain(|value| seen.insert(value.to_string()));
        found.into_iter().map(repaired).collect::<Vec<_>>()
    };
    let credentials = of(&|v| has_type(v, "OpenBadgeCredential") || has_type(v, "AchievementCredential"));
    let response = json!({"credential": credentials.iter().filter(|c| is_good(c)).take(3).collect::<Vec<_>>(), "compactJwsString": ["e30.e30.c2ln"]});
    type Judge = fn(&Document) -> Vec<Finding>;
    let subjects: [(&str, Vec<Value>, Judge); 5] = [
        (STRICT, credentials.iter().map(|v| expanded(v, "")).collect(), AchievementCredential::conform),
        (ANY, credentials.iter().map(old).collect(), AchievementCredential::conform),
        (ENDORSEMENT, of(&|v| has_type(v, "EndorsementCredential")), EndorsementCredential::conform),
        (PROFILE, of(&|v| has_type(v, "Profile")), Profile::conform),
        (RESPONSE, vec![response], GetOpenBadgeCredentialsResponse::conform),
    ];

    let exceptions = exceptions();
    let mut needed = vec![0usize; exceptions.len()];
    let mut differ: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let (mut run, mut refused_by_both) = (0, 0);
    for (schema, seeds, judge) in subjects {
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&load(&root.join("schemas").join(schema)))
            .unwrap();
        let mut mutants: Vec<(usize, Mutation)> = Vec::new();
        for (i, seed) in seeds.iter().enumerate() {
            // The seed itself is one of them. What is wrong already would hide what a mutation does.
            mutants.push((i, ("none", String::new(), Some(seed.clone()))));
            if errors(judge(&Document::of(seed).unwrap())).is_empty() {
                let mut of_seed = Vec::new();
                mutations(seed, "", &mut of_seed);
                mutants.extend(of_seed.into_iter().map(|mutation| (i, mutation)));
            }
        }
        let mut lots = Lots(3);
        let whole = seeds.len();
        while mutants.len() > MOST {
            let out = lots.below(mutants.len());
            if mutants[out].1.0 != "none" {
                mutants.swap_remove(out);
            }
        }
        assert!(mutants.iter().filter(|(_, m)| m.0 == "none").count() == whole);
        for (i, mutation) in &mutants {
            let mutant = mutated(&seeds[*i], mutation);
            run += 1;
            let (theirs, ours) = verdicts(&validator, judge, &mutant);
            let (kind, place, _) = mutation;
            let mut report = |key: String| differ.entry(key).or_insert((0, format!("{place} {mutant}"))).0 += 1;
            match (theirs, ours.is_empty()) {
                (false, false) => refused_by_both += 1,
                (true, true) => {}
                (true, false) => {
                    for finding in &ours {
                        let (code, place) = (finding.code().as_str(), finding.pointer());
                        let found = exceptions.iter().position(|e| e.matches(schema, true, code, place, kind));
                        match found {
                            Some(i) => needed[i] += 1,
                            None => report(format!("{schema} refuses {code} {} ({kind})", starred(place))),
                        }
                    }
                }
                (false, true) => match exceptions.iter().position(|e| e.matches(schema, false, kind, place, kind)) {
                    Some(i) => needed[i] += 1,
                    None => report(format!("{schema} accepts {kind} {}", starred(place))),
                },
            }
        }
        println!("{schema}: {} mutants of {whole} examples", mutants.len() - whole);
    }
    println!("{run} judged, {refused_by_both} refused by both; {} exceptions stand:", exceptions.len());
    for (exception, needed) in exceptions.iter().zip(&needed) {
        println!("  needed {needed} times: {}", exception.name);
    }
    for (what, (count, first)) in &differ {
        println!("{count} {what}\n    {}", first.chars().take(300).collect::<String>());
    }
    assert_eq!(differ.len(), 0);
    let needless: Vec<&str> =
        exceptions.iter().zip(&needed).filter(|(_, n)| **n == 0).map(|(e, _)| e.name.as_str()).collect();
    assert_eq!(needless, [] as [&str; 0]);
    assert!(run > 2_000 && refused_by_both > 1_000);
}

fn verdicts(validator: &Validator, judge: fn(&Document) -> Vec<Finding>, mutant: &Value) -> (bool, Vec<Finding>) {
    let document = Document::parse(mutant.to_string().as_bytes()).unwrap();
    (validator.is_valid(mutant), errors(judge(&document)))
}
