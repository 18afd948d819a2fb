//! Proofs of every suite, sets and chains of them, and signers that are elsewhere.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use openbadges::Document;
use openbadges::document::Node;
use openbadges::finding::Code;
use openbadges::key::{Algorithm, Signer, SigningKey, VerifyingKey};
use openbadges::proof::{Engine, Prepared, ProofOptions, Suite};
use p256::ecdsa::signature::Verifier as _;
use sha2::{Digest, Sha256};

const TEXT: &str = r#"{
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:example:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "A name",
    "evidence": [{"type": "Evidence", "name": "Essay"}, {"type": "Evidence", "name": "Talk"}]
}"#;

fn document() -> Document {
    Document::parse(TEXT.as_bytes()).unwrap()
}

/// A key of a kind that embedded proofs know, always the same.
fn key(algorithm: Algorithm, seed: u8) -> SigningKey {
    SigningKey::generate(algorithm, |bytes| {
        bytes.fill(seed);
        Ok::<_, String>(())
    })
    .unwrap()
}

fn issued() -> Vec<Suite> {
    Suite::ALL.iter().copied().filter(|suite| suite.is_issued()).collect()
}

fn options(suite: Suite) -> ProofOptions {
    ProofOptions::new("did:example:issuer#key-1")
        .with_suite(suite)
        .with_created("2026-05-04T09:00:00Z".parse().unwrap())
}

fn proofs(document: &Document) -> Vec<Node<'_>> {
    document.root().get("proof").unwrap().one_or_many().collect()
}

fn outcome(document: &Document, at: usize, key: &VerifyingKey) -> Result<(), Code> {
    Engine::new().check(document, proofs(document)[at], key).map_err(|error| error.code())
}

fn replaced(document: &Document, from: &str, to: &str) -> Document {
    assert!(document.as_str().contains(from), "{from}");
    Document::parse(document.as_str().replacen(from, to, 1).as_bytes()).unwrap()
}

#[test]
fn each_suite_covers_document_and_proof() {
    assert_eq!(issued(), [Suite::EddsaRdfc2022, Suite::EddsaJcs2022, Suite::EcdsaRdfc2019]);
    for suite in issued() {
        let key = key(suite.algorithm(), 7);
        let options = options(suite)
            .with_id("urn:example:proof")
            .with_expires("2027-05-04T09:00:00Z".parse().unwrap())
            .with_domain("example.org")
            .with_domain("example.com")
            .with_challenge("a challenge");
        let secured = Engine::new().secure(&document(), &key, &options).unwrap();
        let public = key.verifying_key();
        assert_eq!(outcome(&secured, 0, &public), Ok(()), "{suite}");
        assert_eq!(proofs(&secured)[0].get("cryptosuite").unwrap().as_str().unwrap(), suite.as_str());
        for (from, to) in [
            ("A name", "A game"),
            ("urn:example:1", "urn:example:2"),
            ("\"Essay\"", "\"Essays\""),
            ("2026-05-04", "2026-05-05"),
            ("2027-05-04", "2028-05-04"),
            ("example.com", "example.net"),
            ("a challenge", "another"),
            ("urn:example:proof", "urn:example:prof"),
            ("did:example:issuer#key-1", "did:example:issuer#key-2"),
        ] {
            assert_eq!(
                outcome(&replaced(&secured, from, to), 0, &public),
                Err(Code::ProofSignatureInvalid),
                "{suite} {to}"
            );
        }
        // White space and the order of members are no part of it.
        assert_eq!(outcome(&Document::parse(secured.to_pretty().as_bytes()).unwrap(), 0, &public), Ok(()));
        let order = replaced(&secured, "\"id\": \"urn:example:1\",", "");
        let order = replaced(&order, "\"name\": \"A name\",", "\"name\": \"A name\", \"id\": \"urn:example:1\",");
        assert_eq!(outcome(&order, 0, &public), Ok(()), "{suite}");
        let other = self::key(suite.algorithm(), 8).verifying_key();
        assert_eq!(outcome(&secured, 0, &other), Err(Code::ProofSignatureInvalid));
    }
}

/// What is signed with P-256 is what the standard says, by another way than the crate's own checking.
#[test]
fn ecdsa_signs_both_hashes() {
    let key = key(Algorithm::Es256, 7);
    let secured = Engine::new().secure(&document(), &key, &options(Suite::EcdsaRdfc2019)).unwrap();
    let mut proof: serde_json::Value = serde_json::from_str(proofs(&secured)[0].raw()).unwrap();
    let value = proof.as_object_mut().unwrap().shift_remove("proofValue").unwrap();
    let document: serde_json::Value = serde_json::from_str(TEXT).unwrap();
    proof["@context"] = document["@context"].clone();
    let canonical = |value: &serde_json::Value| openbadges::proof::canonicalize(&Document::of(value).unwrap()).unwrap();
    let data = [Sha256::digest(canonical(&proof)), Sha256::digest(canonical(&document))].concat();
    let signature = bs58::decode(value.as_str().unwrap().strip_prefix('z').unwrap()).into_vec().unwrap();
    let signature = p256::ecdsa::Signature::from_slice(&signature).unwrap();
    let multikey = bs58::decode(key.verifying_key().to_multikey().strip_prefix('z').unwrap()).into_vec().unwrap();
    assert_eq!(multikey[..2], [0x80, 0x24]);
    p256::ecdsa::VerifyingKey::from_sec1_bytes(&multikey[2..]).unwrap().verify(&data, &signature).unwrap();
}

/// The suite says which kind of key, and nothing that a message says can change that.
#[test]
fn keys_of_another_kind_are_refused() {
    let keys = [key(Algorithm::EdDsa, 7), key(Algorithm::Es256, 7)];
    let mut refused = 0;
    for suite in issued() {
        for key in &keys {
            let secured = Engine::new().secure(&document(), key, &options(suite));
            if key.algorithm() == suite.algorithm() {
                let secured = secured.unwrap();
                for other in keys.iter().filter(|other| other.algorithm() != suite.algorithm()) {
                    assert_eq!(outcome(&secured, 0, &other.verifying_key()), Err(Code::ProofWrongKey));
                    refused += 1;
                }
            } else {
                assert_eq!(secured.unwrap_err().code(), Code::ProofWrongKey);
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 6);
    let error = Engine::new().secure(&document(), &keys[1], &options(Suite::EddsaRdfc2022)).unwrap_err();
    let message = "the key signs ES256, eddsa-rdfc-2022 takes EdDSA; its suite is ecdsa-rdfc-2019";
    assert_eq!(error.to_string(), message);
}

#[test]
fn proofs_of_a_set_hold_each_for_itself() {
    let engine = Engine::new();
    let mut secured = document();
    for (i, suite) in issued().into_iter().enumerate() {
        let key = key(suite.algorithm(), 7);
        secured = engine.add_proof(&secured, &key, &options(suite)).unwrap();
        assert_eq!(proofs(&secured).len(), i + 1);
    }
    let public = |i: usize| key(issued()[i].algorithm(), 7).verifying_key();
    for i in 0..3 {
        assert_eq!(outcome(&secured, i, &public(i)), Ok(()));
        let mut fewer: serde_json::Value = serde_json::from_str(secured.as_str()).unwrap();
        fewer["proof"].as_array_mut().unwrap().remove((i + 1) % 3);
        let fewer = Document::of(&fewer).unwrap();
        let at = i - usize::from((i + 1) % 3 < i);
        assert_eq!(outcome(&fewer, at, &public(i)), Ok(()), "{i}");
    }
    // Everything that stood there before stands there still.
    assert!(secured.as_str().starts_with(TEXT.trim_end().strip_suffix('}').unwrap().trim_end()));
    let most = openbadges::Limits::default().with_proofs(3);
    let error =
        Engine::new().with_limits(most).add_proof(&secured, &key(Algorithm::EdDsa, 7), &options(Suite::EddsaJcs2022));
    assert_eq!(error.unwrap_err().code(), Code::ProofTooMany);
}

/// A link covers the proofs that it names, in every suite.
#[test]
fn links_of_chains_cover_what_they_build_on() {
    let engine = Engine::new();
    for first in issued() {
        for second in issued() {
            let (one, two) = (key(first.algorithm(), 7), key(second.algorithm(), 8));
            let id = "urn:example:first";
            let secured = engine.secure(&document(), &one, &options(first).with_id(id)).unwrap();
            let linked = options(second).with_previous_proof(id);
            let secured = engine.add_proof(&secured, &two, &linked).unwrap();
            assert_eq!(outcome(&secured, 0, &one.verifying_key()), Ok(()));
            assert_eq!(outcome(&secured, 1, &two.verifying_key()), Ok(()), "{first} {second}");
            // Another signature in the place of the first.
            let others = engine.secure(&document(), &key(first.algorithm(), 9), &options(first).with_id(id)).unwrap();
            let signature = |document: &Document| proofs(document)[0].get("proofValue").unwrap().raw().to_owned();
            let swapped = replaced(&secured, &signature(&secured), &signature(&others));
            assert_eq!(outcome(&swapped, 1, &two.verifying_key()), Err(Code::ProofSignatureInvalid));
            let cut = replaced(&secured, &format!(",\"previousProof\":\"{id}\""), "");
            assert_eq!(outcome(&cut, 1, &two.verifying_key()), Err(Code::ProofSignatureInvalid));
        }
    }
    let one = key(Algorithm::EdDsa, 7);
    let secured =
        engine.secure(&document(), &one, &options(Suite::EddsaRdfc2022).with_id("urn:example:first")).unwrap();
    let add = |options: ProofOptions| engine.add_proof(&secured, &one, &options).unwrap_err().code();
    assert_eq!(add(options(Suite::EddsaRdfc2022).with_previous_proof("urn:example:none")), Code::ProofMalformed);
    assert_eq!(add(options(Suite::EddsaRdfc2022).with_id("urn:example:first")), Code::ProofMalformed);
    for previous in ["[]", "7", "[\"urn:example:first\", null]", "\"urn:example:self\"", "{}"] {
        let text =
            secured.as_str().replacen("\"id\":\"urn:example:first\"", &format!("\"previousProof\":{previous}"), 1);
        let changed = Document::parse(text.as_bytes()).unwrap();
        assert_eq!(outcome(&changed, 0, &one.verifying_key()), Err(Code::ProofMalformed), "{previous}");
    }
}

/// What a proof says of itself must be something that verifiers take, in every suite.
#[test]
fn options_that_no_verifier_takes() {
    let engine = Engine::new();
    for suite in issued() {
        let key = key(suite.algorithm(), 7);
        for (options, place) in [
            (ProofOptions::new("key-1"), "/proof/verificationMethod"),
            (ProofOptions::new(""), "/proof/verificationMethod"),
            (options(suite).with_id("a proof"), "/proof/id"),
            (options(suite).with_expires("2026-05-04T09:00:00Z".parse().unwrap()), "/proof/expires"),
        ] {
            let options = options.with_suite(suite);
            let error = engine.secure(&document(), &key, &options).unwrap_err();
            assert_eq!(error.findings().next().unwrap().pointer(), place, "{suite}");
        }
        // A cohort refuses what the engine refuses, and hashes are of what is signed.
        let linked = options(suite).with_previous_proof("urn:example:none");
        assert!(engine.hashes(&document(), &linked).is_err());
        let cohort = engine.cohort(&document(), &[], &linked).unwrap();
        assert_eq!(cohort.secure(&document(), &key).unwrap_err().code(), Code::ProofMalformed);
    }
    // P-384 signs this suite too, and is not known here.
    let value = format!("z{}", bs58::encode([7; 96]).into_string());
    let text = format!(
        r#"{{"proof": {{"type": "DataIntegrityProof", "cryptosuite": "ecdsa-rdfc-2019", "proofPurpose": "assertionMethod", "proofValue": "{value}"}}}}"#
    );
    let unknown = Document::parse(text.as_bytes()).unwrap();
    assert_eq!(outcome(&unknown, 0, &key(Algorithm::Es256, 7).verifying_key()), Err(Code::ProofUnknownSuite));
}

/// A proof that names its own contexts was made under these.
#[test]
fn contexts_of_a_proof_stand_for_the_documents() {
    let key = key(Algorithm::EdDsa, 7);
    let vc = "\"https://www.w3.org/ns/credentials/v2\"";
    let short = r#"{"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:example:1", "name": "A name"}"#;
    let secured = Engine::new()
        .secure(&Document::parse(short.as_bytes()).unwrap(), &key, &options(Suite::EddsaRdfc2022))
        .unwrap();
    let own = replaced(&secured, "\"cryptosuite\"", &format!("\"@context\":[{vc}],\"cryptosuite\""));
    let public = key.verifying_key();
    assert_eq!(outcome(&own, 0, &public), Ok(()));
    // Contexts that came later change nothing of what was signed, and define nothing of it.
    let later = "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"";
    let longer = replaced(&own, &format!("[{vc}]"), &format!("[{vc}, {later}]"));
    assert_eq!(outcome(&longer, 0, &public), Ok(()));
    let more = replaced(&longer, "\"name\"", "\"awardedDate\": \"2026-01-01T00:00:00Z\", \"name\"");
    assert_eq!(outcome(&more, 0, &public), Err(Code::JsonLdUndefinedMember));
    let changed = replaced(&own, &format!("[{vc}]"), &format!("[{vc}, {{\"name\": \"urn:example:other\"}}]"));
    assert!(outcome(&changed, 0, &public).is_err());
    let other = replaced(&own, &format!("[{vc}]"), &format!("[{later}, {vc}]"));
    assert_eq!(outcome(&other, 0, &public), Err(Code::ProofWrongContext));
}

/// A signer elsewhere: what it says of itself and what it signs with need not agree.
struct Remote {
    public: VerifyingKey,
    signs: Result<SigningKey, &'static str>,
}

impl Signer for Remote {
    fn verifying_key(&self) -> VerifyingKey {
        self.public.clone()
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        match &self.signs {
            Ok(key) => key.sign(bytes),
            Err(message) => Err((*message).into()),
        }
    }
}

#[test]
fn what_a_signer_signs_is_checked() {
    let engine = Engine::new();
    for suite in issued() {
        let (right, wrong) = (key(suite.algorithm(), 7), key(suite.algorithm(), 8));
        let public = right.verifying_key();
        let alone = engine.secure(&document(), &right, &options(suite)).unwrap();
        let signed = |signs| {
            let remote = Remote { public: public.clone(), signs };
            let cohort = engine.cohort(&document(), &[], &options(suite)).unwrap();
            let outcome = engine.secure(&document(), &remote, &options(suite));
            let together = cohort.secure(&document(), &remote);
            let text = |result: &openbadges::Result<Document>| {
                result.as_ref().map(|d| d.as_str().to_owned()).map_err(|e| e.to_string())
            };
            assert_eq!(text(&outcome), text(&together));
            outcome
        };
        assert_eq!(signed(Ok(right.clone())).unwrap().as_str(), alone.as_str());
        assert_eq!(signed(Ok(wrong.clone())).unwrap_err().code(), Code::KeySignerWrong);
        let error = signed(Err("no\nconnection")).unwrap_err();
        assert_eq!(error.code(), Code::KeySignerFailed);
        assert!(!error.to_string().contains('\n'), "{error}");

        let prepare = || -> Prepared { engine.prepare(&document(), &public, &options(suite)).unwrap() };
        let signature = right.sign(prepare().bytes()).unwrap();
        assert_eq!(prepare().attach(&signature).unwrap().as_str(), alone.as_str());
        let others = wrong.sign(prepare().bytes()).unwrap();
        for bad in [&others[..], &[], &signature[..63], &[0; 64], &[&signature[..], &[0]].concat()] {
            assert_eq!(prepare().attach(bad).unwrap_err().code(), Code::KeySignerWrong);
        }
    }
}

#[test]
fn json_that_no_context_defines_is_not_signed() {
    let key = key(Algorithm::EdDsa, 7);
    let text = TEXT.replacen("\"name\"", "\"nmae\"", 1);
    let document = Document::parse(text.as_bytes()).unwrap();
    let error = Engine::new().secure(&document, &key, &options(Suite::EddsaJcs2022)).unwrap_err();
    assert_eq!((error.code(), error.findings().next().unwrap().pointer()), (Code::JsonLdUndefinedMember, "/nmae"));
    // JSON without contexts is just JSON.
    let plain = Document::parse(br#"{"a": [8.2, null, {}]}"#).unwrap();
    let secured = Engine::new().secure(&plain, &key, &options(Suite::EddsaJcs2022)).unwrap();
    assert_eq!(outcome(&secured, 0, &key.verifying_key()), Ok(()));
    let changed = replaced(&secured, "null", "[]");
    assert_eq!(outcome(&changed, 0, &key.verifying_key()), Err(Code::ProofSignatureInvalid));
}
