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

type Judge = fn(&Document) -> Vec<Finding>;

/// For each schema how many examples are faulty (they lack what the standard requires, and the schemas refuse them as
/// well), and the least number of documents to judge: neither shrinks unnoticed.
const FAULTY: [(&str, usize, usize); 5] =
    [(STRICT, 4, 8_000), (ANY, 4, 8_000), (ENDORSEMENT, 0, 2_000), (PROFILE, 1, 3_000), (RESPONSE, 0, 1_000)];

struct Exception {
    name: String,
    schemas: Vec<String>,
    refuses: bool,
    /// A code of ours, or the kind of a mutation.
    what: Vec<String>,
    /// The ends of pointers, indexes written as `*`; after `=` the whole pointer.
    places: Vec<String>,
    /// For refusals: after which kinds of mutations.
    after: Vec<String>,
    /// Which of all these were needed, and how often the exception was.
    needed: BTreeSet<String>,
    times: usize,
}

impl Exception {
    /// Whether it excuses a difference; then its parts were needed.
    fn excuses(&mut self, schema: &str, refuses: bool, what: &str, pointer: &str, after: &str) -> bool {
        let place = starred(pointer);
        let is_place = |end: &&String| match end.strip_prefix('=') {
            Some(whole) => place == whole,
            None => place.ends_with(end.as_str()),
        };
        let parts = [
            self.schemas.iter().find(|name| schema.contains(name.as_str())),
            self.what.iter().find(|w| *w == what),
            self.places.iter().find(is_place),
        ];
        let after_part = if refuses { self.after.iter().find(|kind| *kind == after) } else { parts[0] };
        if self.refuses != refuses || parts.iter().any(Option::is_none) || after_part.is_none() {
            return false;
        }
        let needed: Vec<String> = parts.into_iter().chain([after_part]).flatten().cloned().collect();
        self.needed.extend(needed);
        self.times += 1;
        true
    }

    /// Its parts that nothing needed.
    fn needless(&self) -> Vec<String> {
        let parts = [&self.schemas, &self.what, &self.places, &self.after];
        parts.into_iter().flatten().filter(|part| !self.needed.contains(*part)).cloned().collect()
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
            needed: BTreeSet::new(),
            times: 0,
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
    let subjects: [(&str, Vec<Value>, Judge); 5] = [
        (STRICT, credentials.iter().map(|v| expanded(v, "")).collect(), AchievementCredential::conform),
        (ANY, credentials.iter().map(old).collect(), AchievementCredential::conform),
        (ENDORSEMENT, of(&|v| has_type(v, "EndorsementCredential")), EndorsementCredential::conform),
        (PROFILE, of(&|v| has_type(v, "Profile")), Profile::conform),
        (RESPONSE, vec![response], GetOpenBadgeCredentialsResponse::conform),
    ];

    // One thread for each schema: it is the longest of the tests.
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let root = &root;
        let begin = |(schema, seeds, judge)| scope.spawn(move || judged(root, schema, seeds, judge));
        let threads: Vec<_> = subjects.into_iter().map(begin).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let sum = |count: fn(&Outcome) -> usize| outcomes.iter().map(count).sum::<usize>();
    let (run, refused) = (sum(|o| o.judged), sum(|o| o.refused_by_both));
    let mut exceptions = exceptions();
    for outcome in &outcomes {
        for (all, part) in exceptions.iter_mut().zip(&outcome.exceptions) {
            all.times += part.times;
            all.needed.extend(part.needed.iter().cloned());
        }
    }
    println!("{run} judged, {refused} refused by both; {} exceptions stand:", exceptions.len());
    exceptions.iter().for_each(|exception| println!("  needed {} times: {}", exception.times, exception.name));
    let differ: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.differ).collect();
    for (what, (count, first)) in &differ {
        println!("{count} {what}\n    {}", first.chars().take(300).collect::<String>());
    }
    assert_eq!(differ.len(), 0);
    let needless: Vec<_> =
        exceptions.iter().map(|e| (e.name.as_str(), e.needless())).filter(|n| !n.1.is_empty()).collect();
    assert_eq!(needless, []);
}

struct Outcome {
    judged: usize,
    refused_by_both: usize,
    /// Differences that nothing excuses, how often and where first.
    differ: BTreeMap<String, (usize, String)>,
    exceptions: Vec<Exception>,
}

/// Judges the examples of a class and all their mutants.
fn judged(root: &Path, schema: &str, seeds: Vec<Value>, judge: Judge) -> Outcome {
    let validator =
        jsonschema::options().should_validate_formats(true).build(&load(&root.join("schemas").join(schema))).unwrap();
    let mut outcome = Outcome { judged: 0, refused_by_both: 0, differ: BTreeMap::new(), exceptions: exceptions() };
    let mut faulty = 0;
    for seed in &seeds {
        // The seed itself is judged, too. What is wrong already would hide what a mutation does.
        let mut all = vec![("none", String::new(), Some(seed.clone()))];
        match errors(judge(&Document::of(seed).unwrap())).is_empty() {
            true => mutations(seed, "", &mut all),
            false => faulty += 1,
        }
        for mutation in &all {
            outcome.compare(schema, &validator, judge, &mutated(seed, mutation), mutation);
        }
    }
    let (count, mutated) = (outcome.judged, seeds.len() - faulty);
    println!("{schema}: {count} judged, mutants of {mutated} examples; {faulty} faulty ones as they are");
    let known = FAULTY.iter().find(|(name, ..)| *name == schema).unwrap();
    assert_eq!(faulty, known.1, "{schema}");
    assert!(count >= known.2, "{schema}: {count}");
    outcome
}

impl Outcome {
    fn compare(&mut self, schema: &str, validator: &Validator, judge: Judge, mutant: &Value, mutation: &Mutation) {
        let (kind, place, _) = mutation;
        let (theirs, ours) = verdicts(validator, judge, mutant);
        self.judged += 1;
        let mut unexcused = Vec::new();
        match (theirs, ours.is_empty()) {
            (false, false) => self.refused_by_both += 1,
            (true, true) => {}
            (true, false) => {
                for finding in &ours {
                    let (code, at) = (finding.code().as_str(), finding.pointer());
                    if !self.exceptions.iter_mut().any(|e| e.excuses(schema, true, code, at, kind)) {
                        unexcused.push(format!("{schema} refuses {code} {} ({kind})", starred(at)));
                    }
                }
            }
            (false, true) => {
                if !self.exceptions.iter_mut().any(|e| e.excuses(schema, false, kind, place, kind)) {
                    unexcused.push(format!("{schema} accepts {kind} {}", starred(place)));
                }
            }
        }
        for what in unexcused {
            self.differ.entry(what).or_insert_with(|| (0, format!("{place} {mutant}"))).0 += 1;
        }
    }
}

fn verdicts(validator: &Validator, judge: Judge, mutant: &Value) -> (bool, Vec<Finding>) {
    let document = Document::parse(mutant.to_string().as_bytes()).unwrap();
    (validator.is_valid(mutant), errors(judge(&document)))
}
