//! Attacks on keys, issuers and proofs: somebody else signs, or what was signed is put together anew.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

#[path = "common/attack.rs"]
mod attack;

use attack::*;
use openbadges::did;
use openbadges::finding::Code;
use openbadges::model::IdentifierType;
use openbadges::proof::{Engine, ProofOptions};
use openbadges::verify::{
    CheckOutcome, Person, Policy, ProofRule, Resources, Standing, Step, TrustRegistry, Verdict, Verifier,
};
use serde_json::{Value, json};

const METHOD: &str = "/proof/verificationMethod";
const MALLORYS: &str = "https://mallory.example/keys";

fn https_golden() -> Value {
    serde_json::from_str(HTTPS_GOLDEN).unwrap()
}

/// The badge of the college, signed by Mallory under this name.
fn forged(method: impl Into<String>) -> String {
    signed_with(https_golden(), &mallory(), &ProofOptions::new(method)).to_string()
}

fn not_verified(target: &Target, bad: &str, code: Code, pointer: &str) {
    target.refuses(bad, Verdict::NotVerified, code, pointer);
}

#[test]
fn key_substituted_by_the_fragment() {
    let named = format!("{HTTPS}#{}", mallory().verifying_key());
    not_verified(&Target::https(), &forged(named), Code::DidMethodMissing, METHOD);
    // The fragment of a did:key is no key beside the key.
    let college = did::of_key(&college().verifying_key());
    let named = format!("{college}#{}", mallory().verifying_key());
    let bad = signed_with(golden(), &mallory(), &ProofOptions::new(named)).to_string();
    not_verified(&Target::golden(), &bad, Code::DidMethodMissing, METHOD);
}

#[test]
fn key_of_the_issuer_claimed_for_another_signature() {
    not_verified(&Target::https(), &forged(https_method()), Code::ProofSignatureInvalid, "/proof");
    let bad = signed_with(golden(), &mallory(), &ProofOptions::new(method_of(&college()))).to_string();
    not_verified(&Target::golden(), &bad, Code::ProofSignatureInvalid, "/proof");
}

/// The issuer's document has the key under a name that is another key: verifiers that believe the name would check with that.
#[test]
fn key_under_the_name_of_another() {
    let named = format!("{HTTPS}#{}", mallory().verifying_key());
    let mut published = controller(HTTPS, &https_method(), &college());
    let second = controller(HTTPS, &named, &college());
    for list in ["verificationMethod", "assertionMethod"] {
        let entry = second[list][0].clone();
        published[list].as_array_mut().unwrap().push(entry);
    }
    let target = Target::new(HTTPS_GOLDEN, Resources::new().with_document(HTTPS, document(&published)));
    not_verified(&target, &forged(named.clone()), Code::DidKeyUnusable, METHOD);
    let bad = signed_with(https_golden(), &college(), &ProofOptions::new(named)).to_string();
    not_verified(&target, &bad, Code::DidKeyUnusable, METHOD);
}

#[test]
fn issuer_swapped() {
    let mallorys = did::of_key(&mallory().verifying_key());
    let profile = json!({"id": mallorys, "type": ["Profile"], "name": "Example Community College"});
    for (target, badge) in [(Target::golden(), golden()), (Target::https(), https_golden())] {
        let own = badge["issuer"]["id"].clone();
        for (issuer, pointer) in [
            // The whole profile, or as much of it as is needed.
            (profile.clone(), "/proof"),
            (json!(mallorys), "/proof"),
            (own.clone(), "/proof"),
            (json!({"id": own, "type": ["Profile"]}), "/proof"),
            (json!({"id": own, "type": ["Profile"], "name": "A better college"}), "/proof"),
        ] {
            let bad = tampered(&badge, |badge| badge["issuer"] = issuer);
            not_verified(&target, &bad.to_string(), Code::ProofSignatureInvalid, pointer);
        }
        let bad = tampered(&badge, |badge| badge["issuer"]["id"] = mallorys.clone().into());
        not_verified(&target, &bad.to_string(), Code::ProofSignatureInvalid, "/proof");
        // What she signs as the college, under her own name.
        for issuer in [badge["issuer"].clone(), own] {
            let badge = tampered(&badge, |badge| badge["issuer"] = issuer);
            let bad = signed_with(badge, &mallory(), &ProofOptions::new(method_of(&mallory()))).to_string();
            not_verified(&target, &bad, Code::ProofKeyNotBound, METHOD);
        }
    }
}

/// Ids are compared letter by letter: what only resembles the issuer's is somebody else's.
#[test]
fn issuer_with_a_similar_name() {
    for id in [
        "https://badges.example.edu/issuer/",
        "https://badges.example.edu/Issuer",
        "https://BADGES.example.edu/issuer",
        "https://badges.example.edu:443/issuer",
        "https://badges.example.edu/./issuer",
        "https://badges.example.edu/issuer#",
        "https://badges.example.edu/issuer?",
        "https://badges.example.edu@mallory.example/issuer",
        "http://badges.example.edu/issuer",
    ] {
        let bad = signed_with(
            tampered(&https_golden(), |badge| badge["issuer"]["id"] = id.into()),
            &mallory(),
            &ProofOptions::new(method_of(&mallory())),
        );
        not_verified(&Target::https(), &bad.to_string(), Code::ProofKeyNotBound, METHOD);
        let registry = TrustRegistry::new().with(HTTPS, Standing::Trusted);
        let report = Target::https().with_trust(registry).under(&Policy::archive(), bad.to_string().as_bytes());
        assert_eq!(report.outcome(Step::Trust), CheckOutcome::Unknown, "{id}");
    }
}

#[test]
fn several_issuers() {
    let mallorys = json!({"id": did::of_key(&mallory().verifying_key()), "type": ["Profile"], "name": "M"});
    let badge = tampered(&golden(), |badge| badge["issuer"] = json!([mallorys, badge["issuer"]]));
    let bad = signed_with(badge, &mallory(), &ProofOptions::new(method_of(&mallory())));
    not_verified(&Target::golden(), &bad.to_string(), Code::ModelWrongType, "/issuer");
}

#[test]
fn verification_method_of_another_controller() {
    let method = format!("{MALLORYS}#1");
    // Her document says that her key is the college's, or that the college is she.
    for (document_of, code) in [
        (controller(MALLORYS, &method, &mallory()), Code::ProofKeyNotBound),
        (
            tampered(&controller(MALLORYS, &method, &mallory()), |document| {
                document["verificationMethod"][0]["controller"] = HTTPS.into();
            }),
            Code::DidNotForAssertions,
        ),
        (
            tampered(&controller(MALLORYS, &method, &mallory()), |document| document["alsoKnownAs"] = json!([HTTPS])),
            Code::ProofKeyNotBound,
        ),
        (controller(HTTPS, &method, &mallory()), Code::DidDocumentOfAnother),
    ] {
        let target = Target::new(HTTPS_GOLDEN, published().with_document(MALLORYS, document(&document_of)));
        // What a document that is not hers would say is not known.
        let is_hers = code != Code::DidDocumentOfAnother;
        let verdict = if is_hers { Verdict::NotVerified } else { Verdict::Undecided };
        target.refuses(forged(method.clone()), verdict, code, METHOD);
    }
    // A bare key of hers, and a set of them: nobody says whose they are.
    let mut jwk: Value = serde_json::from_str(&mallory().verifying_key().to_jwk()).unwrap();
    jwk["kid"] = "1".into();
    for keys in [jwk.clone(), json!({"keys": [jwk]})] {
        let target = Target::new(HTTPS_GOLDEN, published().with_document(MALLORYS, document(&keys)));
        let named = if keys.get("keys").is_some() { method.clone() } else { MALLORYS.into() };
        not_verified(&target, &forged(named), Code::ProofKeyNotBound, METHOD);
    }
}

#[test]
fn key_listed_for_another_use() {
    let named = format!("{HTTPS}#login");
    for list in ["authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation", "verificationMethod"]
    {
        let mut published = controller(HTTPS, &https_method(), &college());
        let entry = controller(HTTPS, &named, &mallory())["verificationMethod"][0].clone();
        if published.get(list).is_none() {
            published[list] = json!([]);
        }
        published[list].as_array_mut().unwrap().push(entry);
        let target = Target::new(HTTPS_GOLDEN, Resources::new().with_document(HTTPS, document(&published)));
        not_verified(&target, &forged(named.clone()), Code::DidNotForAssertions, METHOD);
    }
}

#[test]
fn documents_and_keys_under_names_that_the_badge_chose() {
    // A document at her address that says it is the college's.
    let hers = controller(HTTPS, &format!("{HTTPS}#1"), &mallory());
    let target = Target::new(HTTPS_GOLDEN, published().with_document(MALLORYS, document(&hers)));
    not_verified(&target, &forged(format!("{HTTPS}#1")), Code::DidMethodMissing, METHOD);
    // Whose document it should be is not known.
    target.refuses(forged(format!("{MALLORYS}#1")), Verdict::Undecided, Code::DidDocumentOfAnother, METHOD);
    // A document for her own did:key, which follows from the DID alone.
    let college_did = did::of_key(&college().verifying_key());
    let named = format!("{college_did}#2");
    let hers = controller(&college_did, &named, &mallory());
    let resources = published().with_document(&college_did, document(&hers));
    let bad = signed_with(golden(), &mallory(), &ProofOptions::new(&named)).to_string();
    not_verified(&Target::new(GOLDEN, resources), &bad, Code::DidMethodMissing, METHOD);
    // A key that the caller found under the name of the college's did:key.
    let resources = published().with_key(method_of(&college()), &college_did, mallory().verifying_key());
    let bad = signed_with(golden(), &mallory(), &ProofOptions::new(method_of(&college()))).to_string();
    not_verified(&Target::new(GOLDEN, resources), &bad, Code::ProofSignatureInvalid, "/proof");
    // Her key, of which the caller knows that it is hers.
    let resources = published().with_key(format!("{HTTPS}#m"), MALLORYS, mallory().verifying_key());
    not_verified(&Target::new(HTTPS_GOLDEN, resources), &forged(format!("{HTTPS}#m")), Code::ProofKeyNotBound, METHOD);
}

/// Where a method leads: nothing but DIDs and HTTPS is followed.
#[test]
fn methods_that_lead_elsewhere() {
    for method in [
        "http://badges.example.edu/issuer#1",
        "file:///etc/passwd#1",
        "data:application/json,%7B%7D#1",
        "urn:example:key#1",
        "ftp://badges.example.edu/issuer#1",
    ] {
        let hers = document(&controller(method.split_once('#').unwrap().0, method, &mallory()));
        let resources = published().with_document(method.split_once('#').unwrap().0, hers);
        let target = Target::new(HTTPS_GOLDEN, resources);
        target.refuses(forged(method), Verdict::Undecided, Code::DidDocumentMissing, METHOD);
    }
}

#[test]
fn proof_for_another_purpose() {
    for purpose in ["authentication", "keyAgreement", "capabilityInvocation", "assertion", ""] {
        let bad = tampered(&golden(), |badge| badge["proof"]["proofPurpose"] = purpose.into());
        not_verified(&Target::golden(), &bad.to_string(), Code::ModelWrongValue, "/proof/proofPurpose");
    }
}

#[test]
fn proof_changed_in_any_member() {
    let multibase = |bytes: &[u8]| format!("z{}", bs58::encode(bytes).into_string());
    for (name, value, verdict, code, pointer) in [
        ("type", json!("Ed25519Signature2020"), Verdict::Undecided, Code::ProofUnknownSuite, "/proof"),
        ("created", json!("2026-05-04T09:00:01Z"), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof"),
        ("cryptosuite", json!("eddsa-jcs-2022"), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof"),
        ("cryptosuite", json!("ecdsa-rdfc-2019"), Verdict::NotVerified, Code::ProofWrongKey, "/proof"),
        (
            "verificationMethod",
            json!(method_of(&mallory())),
            Verdict::NotVerified,
            Code::ProofSignatureInvalid,
            "/proof",
        ),
        ("expires", json!("2027-01-01T00:00:00Z"), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof"),
        ("domain", json!("mallory.example"), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof"),
        ("nonce", json!("u7f3a"), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof"),
        ("proofValue", json!(multibase(&[0; 64])), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof"),
        ("proofValue", json!(multibase(&[0; 63])), Verdict::NotVerified, Code::ProofMalformed, "/proof/proofValue"),
        ("proofValue", json!(multibase(&[0; 65])), Verdict::NotVerified, Code::ProofMalformed, "/proof/proofValue"),
        ("proofValue", json!("z"), Verdict::NotVerified, Code::ProofMalformed, "/proof/proofValue"),
        ("proofValue", json!(""), Verdict::NotVerified, Code::ProofMalformed, "/proof/proofValue"),
        ("proofValue", json!(null), Verdict::NotVerified, Code::ModelWrongType, "/proof/proofValue"),
    ] {
        let bad = tampered(&golden(), |badge| badge["proof"][name] = value.clone());
        Target::golden().refuses(bad.to_string(), verdict, code, pointer);
    }
}

/// A proof of a witness, and over it that of the college.
fn chained() -> Value {
    let engine = Engine::new();
    let options = ProofOptions::new(method_of(&mallory())).with_id("urn:example:witness");
    let witnessed = engine.secure(&document(&unsigned(golden())), &mallory(), &options).unwrap();
    let options = ProofOptions::new(method_of(&college()))
        .with_id("urn:example:college")
        .with_previous_proof("urn:example:witness");
    serde_json::from_str(engine.add_proof(&witnessed, &college(), &options).unwrap().as_str()).unwrap()
}

#[test]
fn proof_chain_broken() {
    let target = Target::new(chained(), Resources::new());
    let broken = |change: &dyn Fn(&mut Vec<Value>), code, pointer: &str| {
        let bad = tampered(&chained(), |badge| change(badge["proof"].as_array_mut().unwrap())).to_string();
        let [strict, certification, archive] = policies();
        for policy in [strict, certification] {
            target.verifies().refuses_under(&policy, bad.as_bytes(), Verdict::NotVerified, code, pointer);
        }
        // To the policy for archives the witness' proof is good where it still is, but it is not the issuer's.
        let report = target.under(&archive, bad.as_bytes());
        let expected = match report.outcome(Step::Proof) {
            CheckOutcome::Passed => (Code::ProofKeyNotBound, "/proof/0/verificationMethod"),
            _ => (code, pointer),
        };
        target.refuses_under(&archive, bad.as_bytes(), Verdict::NotVerified, expected.0, expected.1);
    };
    // What the college's proof builds on is missing, is another, is there twice, or is not named.
    broken(&|proofs| drop(proofs.remove(0)), Code::ProofMalformed, "/proof/0/previousProof");
    broken(&|proofs| proofs[0]["id"] = "urn:example:other".into(), Code::ProofSignatureInvalid, "/proof/0");
    broken(&|proofs| proofs[0]["created"] = "2026-05-04T09:00:00Z".into(), Code::ProofSignatureInvalid, "/proof/0");
    broken(&|proofs| proofs.push(proofs[0].clone()), Code::ProofMalformed, "/proof/1/previousProof");
    broken(
        &|proofs| proofs[1]["previousProof"] = "urn:example:nobody".into(),
        Code::ProofMalformed,
        "/proof/1/previousProof",
    );
    broken(&|proofs| proofs[1]["previousProof"] = json!([]), Code::ProofMalformed, "/proof/1/previousProof");
    broken(
        &|proofs| proofs[1]["previousProof"] = json!(["urn:example:witness", "urn:example:nobody"]),
        Code::ProofMalformed,
        "/proof/1/previousProof/1",
    );
    broken(
        &|proofs| drop(proofs[1].as_object_mut().unwrap().shift_remove("previousProof")),
        Code::ProofSignatureInvalid,
        "/proof/1",
    );
    // A proof that covers itself, two that cover each other, and the chain turned round.
    broken(
        &|proofs| proofs[1]["previousProof"] = "urn:example:college".into(),
        Code::ProofSignatureInvalid,
        "/proof/1",
    );
    broken(
        &|proofs| proofs[0]["previousProof"] = "urn:example:college".into(),
        Code::ProofSignatureInvalid,
        "/proof/0",
    );
    broken(
        &|proofs| {
            proofs[0]["previousProof"] = "urn:example:college".into();
            proofs[1].as_object_mut().unwrap().shift_remove("previousProof");
        },
        Code::ProofSignatureInvalid,
        "/proof/0",
    );
    // In which order they stand says nothing.
    let turned = tampered(&chained(), |badge| badge["proof"].as_array_mut().unwrap().reverse());
    Target::new(turned, Resources::new()).verifies();
}

#[test]
fn expired_proof() {
    let made = |expires: &str| {
        let options = ProofOptions::new(method_of(&college())).with_expires(expires.parse().unwrap());
        signed_with(golden(), &college(), &options)
    };
    let target = Target::new(made("2026-07-01T00:00:00Z"), Resources::new());
    let expired = made("2026-06-30T23:59:59Z");
    not_verified(&target, &expired.to_string(), Code::ProofExpired, "/proof/expires");
    let longer = tampered(&expired, |badge| badge["proof"]["expires"] = "2036-06-30T23:59:59Z".into());
    not_verified(&target, &longer.to_string(), Code::ProofSignatureInvalid, "/proof");
    let endless = tampered(&expired, |badge| drop(badge["proof"].as_object_mut().unwrap().shift_remove("expires")));
    not_verified(&target, &endless.to_string(), Code::ProofSignatureInvalid, "/proof");
    // Beside one that holds: refused, but by the policy for archives.
    let both = tampered(&expired, |badge| badge["proof"] = json!([expired["proof"], golden()["proof"]]));
    let [strict, certification, archive] = policies();
    for policy in [strict, certification] {
        let bytes = both.to_string();
        target.refuses_under(&policy, bytes.as_bytes(), Verdict::NotVerified, Code::ProofExpired, "/proof/0/expires");
    }
    let report = target.under(&archive, both.to_string().as_bytes());
    assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings);
    assert_eq!(report.findings().map(|finding| finding.code()).collect::<Vec<_>>(), [Code::ProofExpired]);
}

/// A good proof of somebody else is not the issuer's, whatever stands beside it.
#[test]
fn good_proof_of_another_beside_a_bad_one_of_the_issuer() {
    let hers = signed_with(golden(), &mallory(), &ProofOptions::new(method_of(&mallory())))["proof"].clone();
    let mut bad = golden()["proof"].clone();
    bad["created"] = "2026-05-05T09:00:00Z".into();
    let target = Target::golden();
    for (proofs, place) in [(json!([hers, bad]), "/proof/1"), (json!([bad, hers]), "/proof/0")] {
        let bytes = tampered(&golden(), |badge| badge["proof"] = proofs).to_string();
        let [strict, certification, archive] = policies();
        for policy in [strict, certification] {
            target.refuses_under(&policy, bytes.as_bytes(), Verdict::NotVerified, Code::ProofSignatureInvalid, place);
        }
        let at = if place == "/proof/1" { "/proof/0" } else { "/proof/1" };
        let at = format!("{at}/verificationMethod");
        target.refuses_under(&archive, bytes.as_bytes(), Verdict::NotVerified, Code::ProofKeyNotBound, &at);
        let lax = Policy::strict().with_proofs(ProofRule::OneGood);
        target.refuses_under(&lax, bytes.as_bytes(), Verdict::NotVerified, Code::ProofKeyNotBound, &at);
    }
    // Of a suite that nobody knows, it might be good: not for Mallory's badge.
    let mut unknown = golden()["proof"].clone();
    unknown["cryptosuite"] = "ecdsa-sd-2023".into();
    let bytes = tampered(&golden(), |badge| {
        badge["name"] = "A better badge".into();
        let hers = signed_with(badge.clone(), &mallory(), &ProofOptions::new(method_of(&mallory())))["proof"].clone();
        badge["proof"] = json!([hers, unknown]);
    });
    target.refuses(bytes.to_string(), Verdict::Undecided, Code::ProofKeyNotBound, "/proof/0/verificationMethod");
}

#[test]
fn recipient_by_another_salt() {
    let address = "amara.okafor@students.example.edu";
    let person = Person::new().with_identifier(IdentifierType::EmailAddress, address);
    let target = Target::golden().with_person(person);
    let salt = "/credentialSubject/identifier/0/salt";
    let salted = |salted: &Value| tampered(&golden(), |badge| *badge.pointer_mut(salt).unwrap() = salted.clone());
    for wrong in [json!("af37c263499bd6ba04d8910f9d4a0b0d"), json!("AF37C263499BD6BA04D8910F9D4A0B0C"), json!("")] {
        // By the holder, and by an issuer whose badge is wrong.
        not_verified(&target, &salted(&wrong).to_string(), Code::ProofSignatureInvalid, "/proof");
        let own = signed(salted(&wrong)).to_string();
        not_verified(&target, &own, Code::RecipientMismatch, "/credentialSubject");
    }
    // Without it the hash is that of something else.
    let unsalted = issued(|badge| {
        badge["credentialSubject"]["identifier"][0].as_object_mut().unwrap().shift_remove("salt");
    });
    not_verified(&target, &unsalted.to_string(), Code::RecipientMismatch, "/credentialSubject");
    // The badge of somebody else.
    let other = Person::new().with_identifier(IdentifierType::EmailAddress, "mallory@students.example.edu");
    for policy in policies() {
        let report = Target::golden().with_person(other.clone()).under(&policy, GOLDEN.as_bytes());
        assert_eq!((report.outcome(Step::Recipient), report.verdict()), (CheckOutcome::Failed, Verdict::NotVerified));
        assert_eq!(decisive(&report), Some((Code::RecipientMismatch, "/credentialSubject".into())));
        assert!(report.into_verified().is_err());
    }
}

/// A hash is no password: who gives it instead of what was hashed knows nothing.
#[test]
fn recipient_by_what_stands_in_the_badge() {
    let identifier = &golden()["credentialSubject"]["identifier"][0];
    for known in ["identityHash", "salt"] {
        let person = Person::new().with_identifier(IdentifierType::EmailAddress, identifier[known].as_str().unwrap());
        for policy in policies() {
            let report = Target::golden().with_person(person.clone()).under(&policy, GOLDEN.as_bytes());
            assert_eq!(
                (report.outcome(Step::Recipient), report.verdict()),
                (CheckOutcome::Failed, Verdict::NotVerified)
            );
        }
    }
}

#[test]
fn recipient_by_a_name_only() {
    let named = |hashed: bool, value: &str| {
        let entry = json!({"type": "IdentityObject", "hashed": hashed, "identityHash": value, "identityType": "name"});
        issued(|badge| badge["credentialSubject"]["identifier"] = json!([entry]))
    };
    let person = Person::new().with_identifier(IdentifierType::Name, "Amara Okafor");
    // Many have the name; it is never more than a warning.
    for policy in policies() {
        let target = Target::golden().with_person(person.clone());
        let report = target.under(&policy, named(false, "Amara Okafor").to_string().as_bytes());
        assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings);
        assert!(report.findings().any(|finding| finding.code() == Code::RecipientWeakMatch));
    }
    // And it is no answer to the question whose address it is.
    let address = Person::new().with_identifier(IdentifierType::EmailAddress, "amara.okafor@students.example.edu");
    let target = Target::golden().with_person(address);
    let bad = named(false, "amara.okafor@students.example.edu").to_string();
    target.refuses(bad, Verdict::Undecided, Code::RecipientNotComparable, "/credentialSubject");
    let target = Target::new(named(false, "Amara Okafor"), Resources::new()).with_person(person);
    not_verified(&target, &named(false, "Amara Oka").to_string(), Code::RecipientMismatch, "/credentialSubject");
}

/// The name of a trusted issuer is no signature of it.
#[test]
fn trusted_issuer_only_claimed() {
    let registry = TrustRegistry::new().with(HTTPS, Standing::Trusted);
    let target = Target::https().with_trust(registry.clone());
    // `refuses` sees to it that trust does not pass.
    not_verified(&target, &forged(method_of(&mallory())), Code::ProofKeyNotBound, METHOD);
    not_verified(&target, &forged(https_method()), Code::ProofSignatureInvalid, "/proof");
    let bare = unsigned(https_golden()).to_string();
    not_verified(&target, &bare, Code::ProofMissing, "");
    let resources = Resources::new().with_document(MALLORYS, document(&controller(MALLORYS, MALLORYS, &mallory())));
    let report = Verifier::new(Policy::archive()).with_trust(registry.clone()).verify(
        HTTPS_GOLDEN.as_bytes(),
        &resources,
        "2026-07-01T00:00:00Z".parse().unwrap(),
    );
    assert_eq!((report.outcome(Step::Trust), report.verdict()), (CheckOutcome::Unknown, Verdict::Undecided));
    // Her own badge is hers: nobody trusts her, and who distrusts her does so under any policy.
    let hers = tampered(&golden(), |badge| badge["issuer"]["id"] = did::of_key(&mallory().verifying_key()).into());
    let hers = signed_with(hers, &mallory(), &ProofOptions::new(method_of(&mallory()))).to_string();
    let [strict, certification, _] = policies();
    for policy in [strict, certification] {
        target.refuses_under(&policy, hers.as_bytes(), Verdict::Undecided, Code::TrustUnknownIssuer, "/issuer");
    }
    let registry = registry.with(did::of_key(&mallory().verifying_key()), Standing::Distrusted);
    not_verified(&Target::https().with_trust(registry), &hers, Code::TrustDistrusted, "/issuer");
}
