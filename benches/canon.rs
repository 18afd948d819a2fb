//! What canonicalizing, securing and checking cost, beside the cryptography they cannot do without and beside another
//! implementation.
//!
//! `cargo bench --bench canon` measures all steps in turns, each some times in a row, so that what disturbs the machine
//! disturbs all alike, and prints medians and ratios. The credential is the micro-credential of the official test data if they are at hand,
//! otherwise a badge of the crate's own. Nothing is asserted: times are the machine's.

use std::error::Error;
use std::hint::black_box;

mod common;

use common::{Bench, conformance, row};
use ed25519_dalek::Signer;
use openbadges::Document;
use openbadges::key::{Seed, SigningKey};
use openbadges::model::AchievementCredential;
use openbadges::proof::{Engine, Hashes, ProofOptions};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use sha2::{Digest, Sha256};

/// The published contexts of the micro-credential.
const CONTEXTS: [(&str, &str); 3] = [
    ("https://www.w3.org/ns/credentials/v2", "credentials-v2.jsonld"),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "ob-3.0.3-context.json"),
    ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", "ob-extensions.json"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let bench = Bench::from_args();
    let (name, text) = match std::fs::read(conformance().join("bench/micro-credential.json")) {
        Ok(bytes) => ("the micro-credential", bytes),
        Err(_) => ("our own badge", include_bytes!("../fixtures/golden/critical-thinking.json").to_vec()),
    };
    // Without a proof of its own, and without white space.
    let mut value: serde_json::Value = serde_json::from_slice(&text)?;
    value.as_object_mut().map(|members| members.shift_remove("proof"));
    let document = Document::parse(value.to_string().as_bytes())?;
    let typed = AchievementCredential::read(&document)?;

    let engine = Engine::new();
    let (secret, key) = ([7; 32], SigningKey::from_seed(&Seed::from_bytes([7; 32])));
    let (public, method) = (key.verifying_key(), "did:example:college#key-1");
    let options = ProofOptions::new(method).with_created("2026-05-04T09:00:00Z".parse()?);
    let cohort = engine.cohort_of(&typed, &options)?;
    let secured = engine.secure(&document, &key, &options)?;
    assert_eq!(cohort.secure(&document, &key)?.as_str(), secured.as_str());

    // Raw: the hash of the canonical document and the signature over both hashes, by the libraries below the crate.
    let canonical = engine.canonicalize(&document)?;
    let proof = engine.hashes(&document, &options)?.proof;
    let raw_key = ed25519_dalek::SigningKey::from_bytes(&secret);
    let raw_public = raw_key.verifying_key();
    let to_sign = || Hashes { proof, document: Sha256::digest(&canonical).into() }.to_bytes();
    let signature = raw_key.sign(&to_sign());

    let checked = || -> Option<()> {
        let document = Document::parse(secured.as_bytes()).ok()?;
        engine.check(&document, document.root().get("proof")?, &public).ok()
    };
    assert!(checked().is_some());
    let lines = canonical.lines().count();
    println!("{name}: {} bytes, {lines} statements, {} bytes canonical", document.as_str().len(), canonical.len());
    let [sign, verify, secure, shared, one, many, full, check, form, parse, serde, write] = bench.measure_in_turns([
        &mut || _ = black_box(raw_key.sign(&to_sign())),
        &mut || drop(black_box(raw_public.verify_strict(&to_sign(), &signature))),
        &mut || drop(black_box(engine.secure(&document, &key, &options))),
        &mut || drop(black_box(cohort.secure(&document, &key))),
        &mut || {
            let document = Document::parse(typed.to_json().as_bytes());
            drop(black_box(document.and_then(|document| engine.secure(&document, &key, &options))));
        },
        &mut || {
            let document = cohort.document(&typed);
            drop(black_box(document.and_then(|document| cohort.secure(&document, &key))));
        },
        &mut || {
            drop(black_box(typed.to_document().and_then(|document| engine.secure(&document, &key, &options))));
        },
        &mut || _ = black_box(checked()),
        &mut || drop(black_box(engine.canonicalize(&document))),
        &mut || drop(black_box(Document::parse(document.as_bytes()))),
        &mut || drop(black_box(serde_json::from_slice::<serde_json::Value>(document.as_bytes()))),
        &mut || drop(black_box(serde_json::to_vec(&value))),
    ]);
    row("raw sign (SHA-256, Ed25519)", sign, None);
    row("raw verify (SHA-256, Ed25519)", verify, None);
    row("issue one: document to proof", secure, Some(("raw sign", sign)));
    row("  typed credential to proof", one, Some(("raw sign", sign)));
    row("  checked by the model as well", full, Some(("raw sign", sign)));
    row("in a cohort: document to proof", shared, Some(("raw sign", sign)));
    row("  typed credential to proof", many, Some(("raw sign", sign)));
    row("verify one from bytes", check, Some(("raw verify", verify)));
    row("canonicalize", form, None);
    row("Document::parse", parse, Some(("serde_json parse", serde)));
    row("serde_json parse", serde, None);
    row("serde_json write", write, None);

    let contexts: Option<Vec<_>> = CONTEXTS
        .iter()
        .map(|(url, file)| Some((*url, std::fs::read(conformance().join("contexts").join(file)).ok()?)))
        .collect();
    let Some(contexts) = contexts else {
        println!("the published contexts are not at hand for oxjsonld: set OPENBADGES_CONFORMANCE");
        return Ok(());
    };
    let theirs = || oracle(document.as_bytes(), &contexts);
    assert_eq!(theirs()?, canonical);
    let bench = Bench { runs: bench.runs.min(100) };
    let [ours, theirs] = bench.measure_in_turns([
        &mut || {
            drop(black_box(Document::parse(document.as_bytes()).and_then(|document| engine.canonicalize(&document))))
        },
        &mut || drop(black_box(theirs())),
    ]);
    row("oxjsonld and oxrdf, from bytes", theirs, Some(("ours, from bytes", ours)));
    Ok(())
}

/// The canonical form by oxjsonld and oxrdf.
fn oracle(json: &[u8], contexts: &[(&'static str, Vec<u8>)]) -> Result<String, Box<dyn Error>> {
    let contexts = contexts.to_vec();
    let parser = JsonLdParser::new().for_slice(json).with_load_document_callback(move |url, _| {
        let found = contexts.iter().find(|(known, _)| *known == url).ok_or("not published")?;
        Ok(JsonLdRemoteDocument { document: found.1.clone(), document_url: url.to_owned() })
    });
    let mut dataset = oxrdf::Dataset::new();
    for quad in parser {
        dataset.insert(&quad?);
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    Ok(lines.concat())
}
