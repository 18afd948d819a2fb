//! The verifier on any bytes, and on a badge of our own with parts of it changed.

#![no_main]

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use libfuzzer_sys::fuzz_target;
use openbadges::assessment::Records;
use openbadges::issue::{Issuer, Recipient};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::model::{AchievementCredential, ProfileRef};
use openbadges::proof::{canonicalize, check};
use openbadges::verify::{Policy, Resources, Verifier};
use openbadges::{Document, Framework, did};

static NOW: LazyLock<DateTime<Utc>> = LazyLock::new(|| "2026-07-01T00:00:00Z".parse().expect("a time"));

/// The only badge that was ever signed with this key.
static BADGE: LazyLock<(Document, AchievementCredential, String)> = LazyLock::new(|| {
    let seed = Seed::from_bytes([7; 32]);
    let profile = include_bytes!("../../fixtures/issuer.json");
    let issuer = Issuer::from_json(profile, SigningKey::from_seed(&seed), Secret::from_seed(&seed)).expect("an issuer");
    let records = Records::from_json(include_bytes!("../../fixtures/assessments.json")).expect("records");
    let skill = Framework::twenty_first_century_skills().skill("critical-thinking").expect("a skill");
    let record = records.of("s-1001").expect("a record");
    let earned = skill.evaluate(record, *NOW).expect("a fitting record").into_earned().expect("earned");
    let signed = issuer.award(&earned, &Recipient::of(record.learner())).sign().expect("a badge");
    let canonical = canonicalize(signed.document()).expect("a canonical form");
    (signed.document().clone(), signed.credential().clone(), canonical)
});

fuzz_target!(|data: &[u8]| match data {
    // No JSON begins with a zero byte: what follows changes our own badge.
    [0, changes @ ..] => {
        let (document, signed, canonical) = &*BADGE;
        let bytes = changed(document.as_bytes(), changes);
        let Some((document, credential)) = verify(&bytes) else {
            assert!(!changes.is_empty(), "our own badge is not verified");
            return;
        };
        // Nobody else has the key, so it still says what was signed, whatever it looks like.
        assert_eq!(canonicalize(&document).ok().as_ref(), Some(canonical));
        assert_eq!(essence(&credential), essence(signed));
    }
    bytes => {
        verify(bytes);
    }
});

/// The badge, if it is verified; its proofs then hold when they are checked one by one.
fn verify(bytes: &[u8]) -> Option<(Document, AchievementCredential)> {
    let report = Verifier::new(Policy::strict()).verify(bytes, &Resources::new(), *NOW);
    let verdict = report.verdict();
    assert!(report.to_string().starts_with(verdict.as_str()));
    assert!(serde_json::to_value(&report).is_ok_and(|json| json["verdict"] == verdict.as_str()));
    assert_eq!(report.to_problem().is_none(), verdict.is_verified());
    // What strictly is good, is good by the others; what by all of them is bad, is never shown.
    let archive = Verifier::new(Policy::archive()).verify(bytes, &Resources::new(), *NOW);
    assert!(!verdict.is_verified() || archive.verdict().is_verified());
    let certification = Verifier::new(Policy::certification()).verify(bytes, &Resources::new(), *NOW);
    assert!(!certification.verdict().is_verified() || archive.verdict().is_verified());
    let verified = match report.into_verified() {
        Ok(verified) => verified,
        Err(not_verified) => {
            assert!(!verdict.is_verified(), "{not_verified}");
            return None;
        }
    };
    assert!(verdict.is_verified());
    let document = Document::parse(bytes).expect("JSON");
    let mut keys = Vec::new();
    for proof in document.root().get("proof").expect("a proof").one_or_many() {
        // Proofs of other suites may stand beside a good one.
        let method = proof.get("verificationMethod").and_then(|method| method.as_str());
        let Some(Ok(key)) = method.and_then(|method| did::key_of(&method)) else { continue };
        if check(&document, proof, &key).is_ok() {
            keys.push(did::of_key(&key));
        }
    }
    let credential = verified.credential().clone();
    assert!(keys.iter().any(|key| key == credential.issuer.id()), "no good proof is the issuer's");
    Some((document, credential))
}

/// `text` with the changes: four bytes each (where, a big-endian number; how many bytes are taken out; how many of the
/// bytes that follow are put in their place).
fn changed(text: &[u8], mut changes: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    while let [high, low, out, length, rest @ ..] = changes {
        let at = usize::from(u16::from_be_bytes([*high, *low])).min(text.len());
        let end = (at + usize::from(*out)).min(text.len());
        let (new, rest) = rest.split_at(usize::from(*length).min(rest.len()));
        text.splice(at..end, new.iter().copied());
        changes = rest;
    }
    text
}

/// What a reader takes from the badge, in an order of its own: lists are sets in the signed graph.
fn essence(credential: &AchievementCredential) -> Vec<String> {
    let subject = &credential.credential_subject;
    let achievement = &subject.achievement;
    let mut said = vec![
        format!("{:?}", (&credential.id, &credential.name, &credential.description, credential.issuer.id())),
        format!("{:?}", (credential.valid_from.as_str(), &credential.valid_until, &credential.awarded_date)),
        format!("{:?}", (&subject.id, &achievement.id, &achievement.name, &achievement.description)),
        format!("{:?}", (&achievement.criteria.id, &achievement.criteria.narrative)),
    ];
    if let ProfileRef::Profile(issuer) = &credential.issuer {
        said.push(format!("{:?}", (&issuer.name, &issuer.url)));
    }
    let mut results: Vec<_> = subject
        .result
        .iter()
        .map(|result| {
            format!("{:?}", (&result.result_description, &result.achieved_level, &result.value, &result.status))
        })
        .collect();
    results.sort();
    let mut evidence: Vec<_> =
        credential.evidence.iter().map(|item| format!("{:?}", (&item.id, &item.name, &item.genre))).collect();
    evidence.sort();
    said.extend(results);
    said.extend(evidence);
    said
}
