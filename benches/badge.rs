//! What a badge costs beside the cryptography and the JSON it cannot do without.
//!
//! `cargo bench` prints the median of many runs of each step, and its ratio to what it stands on. Nothing is asserted:
//! times are the machine's. Under `cargo test` each step runs a few times only, to see that it works.

use std::error::Error;
use std::hint::black_box;

mod common;

use common::{Bench, conformance, row};
use ed25519_dalek::Signer;
use openbadges::assessment::Records;
use openbadges::issue::{Issuer, Recipient};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::model::{AchievementCredential, CredentialStatus, conform};
use openbadges::proof::{Engine, Hashes, ProofOptions, canonicalize, hashes};
use openbadges::verify::{Policy, Resources, Verdict, Verifier};
use openbadges::{Document, Framework, Limits};
use sha2::{Digest, Sha256};

const RECORDS: &[u8] = include_bytes!("../fixtures/assessments.json");
const ISSUER: &[u8] = include_bytes!("../fixtures/issuer.json");
const SEED: &str = include_str!("../fixtures/demonstration.seed");

fn main() -> Result<(), Box<dyn Error>> {
    let bench = Bench::from_args();

    let skill = Framework::twenty_first_century_skills().skill("critical-thinking")?;
    let records = Records::from_json(RECORDS)?;
    let record = records.of("s-1001")?;
    let at = "2026-05-04T09:00:00Z".parse()?;
    let earned = skill.evaluate(record, at)?.into_earned()?;
    let recipient = Recipient::of(record.learner());
    let seed = Seed::from_hex(SEED)?;
    let issuer = Issuer::from_json(ISSUER, SigningKey::from_seed(&seed), Secret::from_seed(&seed))?;
    let badge = issuer.award(&earned, &recipient).sign()?;
    let bytes = badge.to_json().as_bytes();
    let verifier = Verifier::new(Policy::strict());
    let verdict = verifier.verify(bytes, &Resources::new(), at).verdict();
    if verdict != Verdict::Verified {
        return Err(format!("the badge is {}", verdict.as_str()).into());
    }

    // Raw: the hash of the canonical document and the signature over both hashes, by the libraries below the crate.
    let canonical = canonicalize(badge.document())?;
    let proof = hashes(badge.document(), &ProofOptions::new(issuer.verification_method()))?.proof;
    let key = ed25519_dalek::SigningKey::from_bytes(&bytes_of(SEED)?);
    let public = key.verifying_key();
    let to_sign = || Hashes { proof, document: Sha256::digest(&canonical).into() }.to_bytes();
    let signature = key.sign(&to_sign());

    println!("critical-thinking of s-1001: {} bytes, canonical {}; {} runs", bytes.len(), canonical.len(), bench.runs);
    let raw_sign = bench.measure(|| key.sign(&to_sign()));
    let raw_verify = bench.measure(|| public.verify_strict(&to_sign(), &signature));
    let evaluate = bench.measure(|| skill.evaluate(record, at));
    let issue = bench.measure(|| issuer.award(&earned, &recipient).sign());
    let verify = bench.measure(|| verifier.verify(bytes, &Resources::new(), at));
    let needs = bench.measure(|| verifier.needs(bytes, &Resources::new()));
    let serde = bench.measure(|| serde_json::from_slice::<serde_json::Value>(bytes));
    let parse = bench.measure(|| Document::parse(bytes));

    row("raw sign (SHA-256, Ed25519)", raw_sign, None);
    row("raw verify (SHA-256, Ed25519)", raw_verify, None);
    row("evaluate", evaluate, Some(("raw sign", raw_sign)));
    row("issue (award and sign)", issue, Some(("raw sign", raw_sign)));
    row("verify from bytes", verify, Some(("raw verify", raw_verify)));
    row("needs", needs, Some(("raw verify", raw_verify)));
    row("serde_json::from_slice::<Value>", serde, None);
    row("Document::parse", parse, Some(("serde_json", serde)));
    // What the verifier may cost, in one run with what it costs.
    let [raw, json, report] = bench.measure_in_turns([
        &mut || drop(black_box(public.verify_strict(&to_sign(), &signature))),
        &mut || drop(black_box(serde_json::from_slice::<serde_json::Value>(bytes))),
        &mut || drop(black_box(verifier.verify(bytes, &Resources::new(), at))),
    ]);
    row("from bytes to report, in turns", report, Some(("four raw verify and three serde_json", 4 * raw + 3 * json)));
    class(&bench)?;
    nested(&bench)?;
    match complete_example() {
        Some(bytes) => read_and_check(&bench, "the standard's complete example", &bytes),
        None => println!("the standard's complete example is not at hand: set OPENBADGES_CONFORMANCE"),
    }
    read_and_check(&bench, "our own badge", bytes);
    Ok(())
}

/// A badge of a class, from what was earned to its text: beside the signature, beside the typed credential secured in a
/// cohort of the proof layer, and beside a badge by itself.
fn class(bench: &Bench) -> Result<(), Box<dyn Error>> {
    let seed = Seed::from_hex(SEED)?;
    let key = SigningKey::from_seed(&seed);
    let issuer = Issuer::from_json(ISSUER, SigningKey::from_seed(&seed), Secret::from_seed(&seed))?;
    let skill = Framework::twenty_first_century_skills().skill("critical-thinking")?;
    let records = Records::from_json(RECORDS)?;
    let record = records.of("s-1001")?;
    let earned = skill.evaluate(record, "2026-05-04T09:00:00Z".parse()?)?.into_earned()?;
    let recipient = Recipient::of(record.learner());
    let cohort = issuer.cohort(&skill)?;
    let badge = issuer.award(&earned, &recipient).sign()?;
    if cohort.award(&earned, &recipient).sign()?.to_text() != badge.to_text() {
        return Err("the cohort's badge is another".into());
    }
    let typed = issuer.award(&earned, &recipient).credential()?;
    let engine = Engine::new();
    let created = "2026-05-04T09:00:00Z".parse()?;
    let proofs = engine.cohort_of(&typed, &ProofOptions::new(issuer.verification_method()).with_created(created))?;
    let canonical = canonicalize(badge.document())?;
    let proof = hashes(badge.document(), &ProofOptions::new(issuer.verification_method()))?.proof;
    let raw_key = ed25519_dalek::SigningKey::from_bytes(&bytes_of(SEED)?);
    let to_sign = || Hashes { proof, document: Sha256::digest(&canonical).into() }.to_bytes();
    let [raw, typed, shared, alone] = bench.measure_in_turns([
        &mut || _ = black_box(raw_key.sign(&to_sign())),
        &mut || drop(black_box(proofs.document(&typed).and_then(|document| proofs.secure(&document, &key)))),
        &mut || drop(black_box(cohort.award(&earned, &recipient).sign())),
        &mut || drop(black_box(issuer.award(&earned, &recipient).sign())),
    ]);
    row("a class: raw sign", raw, None);
    row("typed credential to proof", typed, Some(("raw sign", raw)));
    row("award to signed text, cohort", shared, Some(("raw sign", raw)));
    row("the same", shared, Some(("typed credential to proof", typed)));
    row("award to signed text, alone", alone, Some(("raw sign", raw)));
    Ok(())
}

/// A badge with a status list, already decoded, and an endorsement: beside each of the three verified alone.
fn nested(bench: &Bench) -> Result<(), Box<dyn Error>> {
    let seed = Seed::from_hex(SEED)?;
    let issuer = Issuer::from_json(ISSUER, SigningKey::from_seed(&seed), Secret::from_seed(&seed))?;
    let records = Records::from_json(RECORDS)?;
    let record = records.of("s-1001")?;
    let at = "2026-05-04T09:00:00Z".parse()?;
    let earned = Framework::twenty_first_century_skills().skill("critical-thinking")?.evaluate(record, at)?;
    let (earned, recipient) = (earned.into_earned()?, Recipient::of(record.learner()));
    let (list, url) = (include_bytes!("../fixtures/golden/status/list.json"), "https://badges.example.edu/status/1");
    let endorsement = include_bytes!("../fixtures/golden/endorsement.json");
    let verifier = Verifier::new(Policy::strict());
    let vouched = verifier.verify_endorsement(endorsement, &Resources::new(), at).into_verified_endorsement()?;
    let status = CredentialStatus::bitstring(url, 94_567, "revocation");
    let badge = issuer.award(&earned, &recipient).with_status(status).with_endorsement(&vouched).sign()?;
    let (bytes, resources) = (badge.to_json().as_bytes(), Resources::new().with_bytes(url, &list[..]));
    let verdict = verifier.verify(bytes, &resources, at).verdict();
    if verdict != Verdict::Verified {
        return Err(format!("the badge with all is {verdict}").into());
    }
    // The same badge by itself: none of what it carries is verified.
    let alone = Verifier::new(Policy::strict()).with_limits(Limits::default().with_nested(0));
    let [all, badge, vouching, listing] = bench.measure_in_turns([
        &mut || drop(black_box(verifier.verify(bytes, &resources, at))),
        &mut || drop(black_box(alone.verify(bytes, &resources, at))),
        &mut || drop(black_box(verifier.verify_endorsement(endorsement, &resources, at))),
        &mut || drop(black_box(alone.verify(list, &resources, at))),
    ]);
    row("badge alone", badge, None);
    row("endorsement alone", vouching, None);
    row("status list alone", listing, None);
    row("badge with both", all, Some(("the three", badge + vouching + listing)));
    Ok(())
}

/// What reading and checking a credential costs beside reading it as plain JSON.
fn read_and_check(bench: &Bench, name: &str, bytes: &[u8]) {
    println!("{name}: {} bytes", bytes.len());
    // In turns, so that what disturbs the machine disturbs all alike.
    let [serde, parse, checked, typed, all] = bench.measure_in_turns([
        &mut || drop(black_box(serde_json::from_slice::<serde_json::Value>(bytes))),
        &mut || drop(black_box(Document::parse(bytes))),
        &mut || drop(black_box(Document::parse(bytes).map(|document| conform(&document)))),
        &mut || drop(black_box(Document::parse(bytes).and_then(|document| AchievementCredential::read(&document)))),
        &mut || {
            let document = Document::parse(bytes);
            drop(black_box(document.map(|document| (conform(&document), AchievementCredential::read(&document)))));
        },
    ]);
    row("serde_json::from_slice::<Value>", serde, None);
    row("Document::parse", parse, Some(("serde_json", serde)));
    row("parse and conform", checked, Some(("serde_json", serde)));
    row("parse and read", typed, Some(("serde_json", serde)));
    row("parse, conform and read", all, Some(("serde_json", serde)));
}

/// The standard's complete example, where the official test data are at hand.
fn complete_example() -> Option<Vec<u8>> {
    std::fs::read(conformance().join("spec-examples/main/fullOpenBadge--complete-openbadgecredential.json")).ok()
}

/// The seed's own bytes, which the crate's API keeps to itself.
fn bytes_of(hex: &str) -> Result<[u8; 32], Box<dyn Error>> {
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(hex.get(at..at + 2).ok_or("the seed is too short")?, 16)?;
    }
    Ok(bytes)
}
