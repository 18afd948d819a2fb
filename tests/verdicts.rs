//! The table of verdicts: what the verifier says of every file of the official test data and of `fixtures/`, handed over as
//! a badge, and why that is right.
//!
//! The table, `verdicts.json`, is judged by hand, family by family: each group has the reason that holds for all its rows. The
//! test never writes it: a mismatch is printed as the row that the verifier would have, for somebody to think about.
//!
//! - An *input* is every file as it is, whatever is in it; and of a file of JSON also everything below its root that could
//!   be handed over by itself: an object whose `type` says that it is a credential, a member of `verifiableCredential`, and
//!   a text in the form of a compact JWS. Such an input is named by the file, `#`, and its JSON pointer.
//! - Each input has one row by `strict` and one by `archive`, the badges of `fixtures/golden` also by `certification`.
//!   Policies with the same row share it. `*` in a name stands for anything without `#`, and then `members` says how many
//!   inputs it is; the longest name that fits an input counts.
//! - Rows with `"with": "all"` are for the verifier that also has the keys published beside the vectors, under their owner's
//!   address, and the contexts that are not part of the crate. An input without such a row has the same verdict there.
//! - `steps` are the checks that failed; where none did, those that are unknown. `code` and `pointer` are those of the first
//!   error in the first of these; of a badge verified with warnings, of the first finding.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;
#[path = "common/contexts.rs"]
mod contexts;

use std::collections::BTreeMap;
use std::path::Path;

use openbadges::Document;
use openbadges::document::{Kind, Node};
use openbadges::finding::Severity;
use openbadges::key::{Seed, SigningKey};
use openbadges::verify::{CheckOutcome, Policy, Report, Resources, Step, Verdict, Verifier};
use serde_json::{Value, json};

const TABLE: &str = include_str!("verdicts.json");

/// Something that could be handed over as a badge.
struct Input {
    name: String,
    bytes: Vec<u8>,
}

/// All files of a folder and its folders, and what is in them.
fn inputs(root: &Path, name: &str) -> Vec<Input> {
    let (mut found, mut open) = (Vec::new(), vec![(root.to_owned(), name.to_owned())]);
    while let Some((folder, name)) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{name}/{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                open.push((entry.path(), name));
                continue;
            }
            let bytes = std::fs::read(entry.path()).unwrap();
            match Document::parse(&bytes) {
                Ok(document) => entries(document.root(), &name, false, &mut found),
                // What is in a file must not escape because we refuse its JSON.
                Err(error) => assert!(serde_json::from_slice::<Value>(&bytes).is_err(), "{name}: {error}"),
            }
            found.push(Input { name, bytes });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// What below a node could be handed over by itself: the bytes are those that stand in the file.
fn entries(node: Node<'_>, file: &str, are_credentials: bool, found: &mut Vec<Input>) {
    let children = node.members().map(|(name, child)| (name == "verifiableCredential", child));
    // The items of a list are what the list is called.
    for (is_credential, child) in children.chain(node.items().map(|item| (are_credentials, item))) {
        let bytes = match child.as_str() {
            Some(text) => is_jws(&text).then(|| text.as_bytes().to_vec()),
            None if child.kind() != Kind::Object => None,
            None => (is_credential || says_credential(child)).then(|| child.raw().as_bytes().to_vec()),
        };
        found.extend(bytes.map(|bytes| Input { name: format!("{file}#{}", child.pointer()), bytes }));
        entries(child, file, is_credential, found);
    }
}

fn says_credential(node: Node<'_>) -> bool {
    let mut kinds = node.get("type").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str);
    kinds.any(|kind| kind == "VerifiableCredential")
}

/// Three parts in base64url, of which the first is an object; the others may be empty, as without a signature.
fn is_jws(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.starts_with("eyJ") && text.split('.').count() == 3 && text.split('.').all(|part| part.chars().all(is_plain))
}

/// One line of the table.
#[derive(Clone)]
struct Row {
    input: String,
    with_all: bool,
    policies: Vec<String>,
    verdict: Value,
    members: usize,
    now: String,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text was expected: {value}")).to_owned()
}

fn rows() -> Vec<Row> {
    let table: Value = serde_json::from_str(TABLE).unwrap();
    let mut rows = Vec::new();
    for group in table["groups"].as_array().unwrap() {
        assert!(text(&group["reason"]).len() > 20, "a reason in words: {group}");
        let own = group["rows"].as_array().unwrap();
        let place = |row: &Value| (text(&row["input"]), row.get("with").is_some(), text(&row["policy"]));
        assert!(own.is_sorted_by_key(place), "the rows are in the order of their names: {}", group["name"]);
        for row in own {
            let members = row.get("members").map_or(1, |count| usize::try_from(count.as_u64().unwrap()).unwrap());
            let input = text(&row["input"]);
            assert_eq!(row.get("members").is_some(), input.contains('*'), "members go with a star: {row}");
            if let Some(with) = row.get("with") {
                assert_eq!(with, "all", "{row}");
            }
            rows.push(Row {
                input,
                with_all: row.get("with").is_some(),
                policies: text(&row["policy"]).split(' ').map(Into::into).collect(),
                verdict: json!([row["verdict"], row["steps"], row["code"], row["pointer"]]),
                members,
                now: text(&group["now"]),
            });
        }
    }
    rows
}

/// Whether a name with stars fits.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(left) = name.strip_prefix(start) else { return false };
    let reach = left.find('#').unwrap_or(left.len());
    (0..=reach).filter_map(|at| left.get(at..)).any(|left| fits(rest, left))
}

/// A verdict as it stands in a row: the verdict, the steps, code and pointer.
fn verdict(report: &Report) -> Value {
    let verdict = report.verdict();
    let outcome = if verdict == Verdict::NotVerified { CheckOutcome::Failed } else { CheckOutcome::Unknown };
    let decisive = report.checks().iter().filter(|check| check.outcome() == outcome && !check.is_tolerated());
    let decisive: Vec<_> = if verdict.is_verified() { Vec::new() } else { decisive.collect() };
    let steps: Vec<&str> = decisive.iter().map(|check| check.step().as_str()).collect();
    let finding = match decisive.first() {
        Some(check) => check.findings().iter().find(|finding| finding.severity() == Severity::Error),
        None => report.findings().next(),
    };
    let (code, pointer) = finding
        .map_or((Value::Null, Value::Null), |finding| (finding.code().as_str().into(), finding.pointer().into()));
    json!([verdict.as_str(), steps.join(" "), code, pointer])
}

/// A row that is ready to be judged.
fn as_row(input: &str, with_all: bool, policies: &str, verdict: &Value) -> String {
    let with = if with_all { r#""with": "all", "# } else { "" };
    let [what, steps, code, pointer] = [0, 1, 2, 3].map(|i| &verdict[i]);
    format!(
        r#"{{"input": {}, {with}"policy": "{policies}", "verdict": {what}, "steps": {steps}, "code": {code}, "pointer": {pointer}}}"#,
        json!(input)
    )
}

/// The document of whoever owns a published key, as would lie at its address.
fn owner(id: &str, controller: &str, key: &str) -> Document {
    Document::of(&json!({
        "@context": ["https://www.w3.org/ns/cid/v1"],
        "id": controller,
        "verificationMethod": [{"id": id, "type": "Multikey", "controller": controller, "publicKeyMultibase": key}],
        "assertionMethod": [id],
    }))
    .unwrap()
}

/// The documents of all who own a key that is published beside a vector or a fixture.
fn owners(conformance: Option<&Path>) -> Resources {
    let key = SigningKey::from_seed(&Seed::from_hex(include_str!("../fixtures/demonstration.seed")).unwrap());
    let (key, issuer) = (key.verifying_key().to_multikey(), "https://badges.example.edu/issuer");
    let mut resources = Resources::new().with_document(issuer, owner(&format!("{issuer}#{key}"), issuer, &key));
    let list = include_bytes!("../fixtures/golden/status/list.json");
    resources = resources.with_bytes("https://badges.example.edu/status/1", &list[..]);
    for folder in
        conformance.iter().flat_map(|root| ["obv3p0", "clrv2p0"].map(|name| root.join("vectors/ob3").join(name)))
    {
        let pair: Value = serde_json::from_slice(&std::fs::read(folder.join("keypair.json")).unwrap()).unwrap();
        let [id, controller, key] = ["id", "controller", "publicKeyMultibase"].map(|name| text(&pair[name]));
        resources = resources.with_document(&controller, owner(&id, &controller, &key));
    }
    resources
}

#[test]
fn stars_stand_for_anything_but_entries() {
    for (pattern, name) in
        [("a/*.json", "a/b/c.json"), ("*", ""), ("a*#*/b", "a.json#/c/b"), ("a*a*", "aba"), ("a", "a")]
    {
        assert!(fits(pattern, name), "{pattern} {name}");
    }
    for (pattern, name) in [("a/*.json", "a/b.jsonld"), ("a*", "a.json#/b"), ("a*b", "a#b"), ("a", "ab"), ("a*a", "a")]
    {
        assert!(!fits(pattern, name), "{pattern} {name}");
    }
}

/// What is wrong with the table, as far as these inputs go.
fn mismatches(inputs: &[Input], rows: &[Row], conformance: Option<&Path>) -> Vec<String> {
    let all = owners(conformance);
    let contexts = conformance.map(contexts::others);
    let mut wrong = Vec::new();
    let mut used: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for input in inputs {
        // The rows of this input, the longest names first.
        let mut own: Vec<(usize, &Row)> =
            rows.iter().enumerate().filter(|(_, row)| fits(&row.input, &input.name)).collect();
        own.sort_by_key(|(_, row)| std::cmp::Reverse(row.input.len()));
        let mut said: BTreeMap<(bool, String), Vec<&str>> = BTreeMap::new();
        for policy in ["strict", "archive", "certification"] {
            if policy == "certification" && !input.name.starts_with("fixtures/golden/") {
                continue;
            }
            let row_of = |with_all: bool| {
                let mut fitting = own
                    .iter()
                    .filter(|(_, row)| row.with_all == with_all && row.policies.iter().any(|own| own == policy));
                let first = fitting.next();
                if let (Some((_, first)), Some((_, second))) = (first, fitting.next()) {
                    assert!(first.input.len() > second.input.len(), "two rows for {} by {policy}", input.name);
                }
                first.copied()
            };
            let (plain, changed) = (row_of(false), row_of(true));
            let now = plain.or(changed).map_or("2026-07-01T00:00:00Z", |(_, row)| &row.now).parse().unwrap();
            let mut verifier = Verifier::new(policy.parse().unwrap());
            let without = verdict(&verifier.verify(&input.bytes, &Resources::new(), now));
            if let Some(contexts) = &contexts {
                verifier = verifier.with_contexts(contexts.clone());
            }
            let with = verdict(&verifier.verify(&input.bytes, &all, now));
            if plain.is_none_or(|(_, row)| row.verdict != without) {
                said.entry((false, without.to_string())).or_default().push(policy);
            }
            if changed.map_or(&without, |(_, row)| &row.verdict) != &with {
                said.entry((true, with.to_string())).or_default().push(policy);
            }
            if changed.is_some() && with == without {
                wrong.push(format!("what comes with it makes no difference to {} by {policy}", input.name));
            }
            for (i, _) in plain.into_iter().chain(changed) {
                *used.entry((i, policy.to_owned())).or_default() += 1;
            }
        }
        for ((with_all, got), policies) in said {
            wrong.push(as_row(&input.name, with_all, &policies.join(" "), &got.parse().unwrap()) + ",");
        }
    }
    for (i, row) in rows.iter().enumerate() {
        if conformance.is_none() && row.input.starts_with("conformance/") {
            continue;
        }
        for policy in &row.policies {
            let count = used.get(&(i, policy.clone())).copied().unwrap_or_default();
            if count != row.members {
                let (name, members) = (&row.input, row.members);
                wrong.push(format!("the row {name} by {policy} says it is for {members}, and is for {count}"));
            }
        }
    }
    wrong
}

fn fixtures() -> Vec<Input> {
    inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), "fixtures")
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} mismatches:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_verdicts_on_the_fixtures_are_those_of_the_table() {
    assert_none(&mismatches(&fixtures(), &rows(), None));
}

#[test]
fn the_verdicts_are_those_of_the_table() {
    let Some(root) = common::conformance() else { return };
    let mut all = fixtures();
    all.extend(inputs(&root, "conformance"));
    assert_none(&mismatches(&all, &rows(), Some(&root)));
}

/// The table is worth nothing where something can be missing in it.
#[test]
fn gaps_in_the_table_are_found() {
    let input = |name: &str| Input { name: name.into(), bytes: b"no badge".to_vec() };
    let row = |input: &str, members: usize, code: &str| Row {
        input: input.into(),
        with_all: false,
        policies: vec!["strict".into(), "archive".into()],
        verdict: json!(["not verified", "format", code, ""]),
        members,
        now: "2026-07-01T00:00:00Z".into(),
    };
    let rows = [row("fixtures/*.txt", 2, "format.unknown"), row("fixtures/a.json", 1, "format.unknown")];
    let all = ["fixtures/a.json", "fixtures/b.txt", "fixtures/c.txt"];
    let found = |names: &[&str], rows: &[Row]| {
        let inputs: Vec<Input> = names.iter().map(|name| input(name)).collect();
        mismatches(&inputs, rows, None)
    };
    assert_eq!(found(&all, &rows), [""; 0]);
    // A file without a row, by itself and below a star; a row without a file; another code.
    let named = as_row("fixtures/d.json", false, "strict archive", &rows[0].verdict) + ",";
    assert_eq!(found(&[&all[..], &["fixtures/d.json"]].concat(), &rows), [named]);
    let counted = |name: &str, says: usize, is: usize| {
        ["strict", "archive"].map(|policy| format!("the row {name} by {policy} says it is for {says}, and is for {is}"))
    };
    assert_eq!(found(&[&all[..], &["fixtures/d.txt"]].concat(), &rows), counted("fixtures/*.txt", 2, 3));
    assert_eq!(found(&all[1..], &rows), counted("fixtures/a.json", 1, 0));
    let other = [rows[0].clone(), row("fixtures/a.json", 1, "format.image")];
    assert_eq!(found(&all, &other).len(), 1);
}

/// What the table says of the vectors of the W3C is not for want of good signatures.
#[test]
fn good_signatures_are_not_enough() {
    let Some(root) = common::conformance() else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    let verifier = Verifier::new(Policy::archive()).with_contexts(contexts::others(&root));
    for name in [
        "Ed25519Signature2020/signedEdSig.json",
        "eddsa-jcs-2022/signedJCS.json",
        "eddsa-rdfc-2022/employ/signedDataInt.json",
        "eddsa-rdfc-2022/signedDataInt.json",
        "proof-set-chain/signedProofChain1.json",
        "proof-set-chain/signedProofChain2.json",
        "proof-set-chain/signedProofSet1.json",
        "proof-set-chain/signedProofSet2.json",
    ] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let report = verifier.verify(&bytes, &Resources::new(), "2026-07-01T00:00:00Z".parse().unwrap());
        assert!(report.signatures().iter().all(|one| one.outcome() == CheckOutcome::Passed), "{name}: {report}");
        assert_eq!(report.outcome(Step::Binding), CheckOutcome::Failed, "{name}: {report}");
        assert_eq!(report.outcome(Step::Model), CheckOutcome::Failed, "{name}: {report}");
        assert_eq!(report.verdict(), Verdict::NotVerified, "{name}");
    }
}
