//! Endorsements, newer editions and bundles.

use serde_json::{Value, json};

use super::*;
use crate::proof::jwt::{JwtOptions, sign};

fn endorser(n: u8) -> SigningKey {
    SigningKey::from_seed(&Seed::from_bytes([n; 32]))
}

fn did(key: &SigningKey) -> String {
    crate::did::of_key(&key.verifying_key())
}

fn unsigned(target: &Value, by: &SigningKey, change: &dyn Fn(&mut Value)) -> Document {
    let mut value = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:5a4c7a3e-8f0b-4d53-9f0e-2f5b8e7d1c01",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": {"id": did(by), "type": ["Profile"], "name": "Employers"},
        "validFrom": "2026-06-01T00:00:00Z",
        "credentialSubject": {"id": target, "type": ["EndorsementSubject"], "endorsementComment": "We hire for it."}
    });
    change(&mut value);
    Document::parse(value.to_string().as_bytes()).unwrap()
}

fn embedded(target: &Value, by: &SigningKey, change: &dyn Fn(&mut Value)) -> Value {
    let options = ProofOptions::new(crate::did::verification_method_of_key(&by.verifying_key()));
    let signed = secure(&unsigned(target, by, change), by, &options).unwrap();
    serde_json::from_str(signed.as_str()).unwrap()
}

fn as_jwt(target: &Value, by: &SigningKey, change: &dyn Fn(&mut Value)) -> String {
    let kid = JwtOptions::kid(crate::did::verification_method_of_key(&by.verifying_key()));
    sign(&unsigned(target, by, change), by, &kid).unwrap()
}

fn golden() -> Value {
    serde_json::from_str(GOLDEN).unwrap()
}

/// The golden badge with endorsements of its achievement, signed again: with a proof inside, or as a JWT.
fn endorsed(endorsements: &[Value], tokens: &[String]) -> String {
    let change = |badge: &mut Value| {
        let achievement = &mut badge["credentialSubject"]["achievement"];
        if !endorsements.is_empty() {
            achievement["endorsement"] = endorsements.into();
        }
        if !tokens.is_empty() {
            achievement["endorsementJwt"] = tokens.into();
        }
    };
    if tokens.is_empty() {
        return resigned(change, None);
    }
    let mut value = golden();
    value.as_object_mut().unwrap().remove("proof");
    change(&mut value);
    let kid = JwtOptions::kid(crate::did::verification_method_of_key(&key().verifying_key()));
    sign(&Document::parse(value.to_string().as_bytes()).unwrap(), &key(), &kid).unwrap()
}

fn achievement() -> Value {
    golden()["credentialSubject"]["achievement"]["id"].clone()
}

#[test]
fn endorsements_are_verified_with_the_badge() {
    let (by, nothing): (_, &dyn Fn(&mut Value)) = (endorser(3), &|_| {});
    let place = "/credentialSubject/achievement/endorsement/0";
    let good = report(&endorsed(&[embedded(&achievement(), &by, nothing)], &[]));
    assert_eq!((codes(&good), good.verdict()), (vec![], Verdict::Verified));
    let json = serde_json::to_value(&good).unwrap();
    let shown =
        json!([{"pointer": place, "target": achievement(), "issuer": did(&by), "verdict": "verified", "counts": true}]);
    assert_eq!(json["endorsements"], shown);
    let [endorsement] = good.endorsements() else { panic!("{:?}", good.endorsements()) };
    assert_eq!((endorsement.pointer(), endorsement.target().into()), (place, achievement()));
    assert!(endorsement.counts() && endorsement.report().verdict() == Verdict::Verified);
    let verified = good.into_verified().unwrap();
    let comments: Vec<_> =
        verified.endorsements().map(|own| own.credential().credential_subject.endorsement_comment.clone()).collect();
    assert_eq!(comments, [Some("We hire for it.".to_owned())]);

    let token = as_jwt(&achievement(), &by, nothing);
    let in_jwt = report(&endorsed(&[], std::slice::from_ref(&token)));
    assert_eq!(in_jwt.verdict(), Verdict::VerifiedWithWarnings, "{in_jwt}");
    assert_eq!(codes(&in_jwt)[0].0, Code::JsonLdNewerContext);
    let own = in_jwt.into_verified().unwrap();
    assert_eq!(own.endorsements().next().unwrap().token(), Some(token.as_str()));

    // Changed, expired, of nobody: the badge does not verify, and an archive only shows the others.
    let altered = {
        let mut altered = embedded(&achievement(), &by, nothing);
        altered["credentialSubject"]["endorsementComment"] = "We hire only these.".into();
        altered
    };
    let expired = embedded(&achievement(), &by, &|value| value["validUntil"] = "2026-06-15T00:00:00Z".into());
    for bad in [altered, expired] {
        let text =
            endorsed(&[embedded(&achievement(), &endorser(4), &|value| value["id"] = "urn:x:2".into()), bad], &[]);
        let strict = report(&text);
        let found = vec![(Code::EndorsementNotVerified, "/credentialSubject/achievement/endorsement/1".to_owned())];
        assert_eq!((codes(&strict), strict.verdict()), (found.clone(), Verdict::NotVerified), "{strict}");
        let archive = Verifier::new(Policy::archive()).verify(text.as_bytes(), &Resources::new(), now());
        assert_eq!((codes(&archive), archive.verdict()), (found, Verdict::VerifiedWithWarnings));
        assert_eq!(archive.into_verified().unwrap().endorsements().count(), 1);
    }
}

#[test]
fn whose_endorsements_count() {
    let by = endorser(3);
    let text = endorsed(&[embedded(&achievement(), &by, &|_| {})], &[]);
    let verify = |registry: TrustRegistry| {
        let report = Verifier::default().with_endorsers(registry).verify(text.as_bytes(), &Resources::new(), now());
        let found = codes(&report);
        (report.verdict(), found.first().map(|(code, _)| *code), report.into_verified().unwrap().endorsements().count())
    };
    assert_eq!(verify(TrustRegistry::new().with(did(&by), Standing::Trusted)), (Verdict::Verified, None, 1));
    let ignored = (Verdict::VerifiedWithWarnings, Some(Code::EndorsementNotCounted), 0);
    assert_eq!(verify(TrustRegistry::new()), ignored);
    assert_eq!(verify(TrustRegistry::new().with(did(&by), Standing::Distrusted)), ignored);
}

#[test]
fn endorsements_are_about_what_carries_them() {
    let by = endorser(3);
    // Of another badge, by a genuine endorser.
    let moved = report(&endorsed(&[embedded(&json!("https://elsewhere.example/achievement"), &by, &|_| {})], &[]));
    assert_eq!(moved.verdict(), Verdict::NotVerified);
    assert_eq!(moved.outcome(Step::Model), CheckOutcome::Failed);
    assert!(moved.endorsements().iter().all(|endorsement| !endorsement.counts()));
    // Of something else in the badge.
    let issuer = golden()["issuer"]["id"].clone();
    let other = report(&endorsed(&[embedded(&issuer, &by, &|_| {})], &[]));
    assert_eq!(other.outcome(Step::Endorsements), CheckOutcome::Failed);
    assert_eq!(other.verdict(), Verdict::NotVerified);
}

#[test]
fn endorsements_of_endorsements_end() {
    let by = endorser(3);
    // An endorser's profile is endorsed, and that endorser's, and so on.
    let mut inner = embedded(&json!(did(&by)), &by, &|_| {});
    for n in 0..6u8 {
        let carried = inner.clone();
        inner = embedded(&json!(did(&by)), &by, &|value| {
            value["id"] = format!("urn:x:{n}").into();
            value["issuer"]["endorsement"] = json!([carried]);
        });
    }
    let text = endorsed(
        &[embedded(&achievement(), &by, &|value| {
            value["id"] = "urn:x:outer".into();
            value["issuer"]["endorsement"] = json!([inner]);
        })],
        &[],
    );
    let report = report(&text);
    assert!(!report.verdict().is_verified(), "{report}");
    // Many in one place.
    let many: Vec<Value> =
        (0..40).map(|n| embedded(&achievement(), &by, &|value| value["id"] = format!("urn:x:{n}").into())).collect();
    let many = super::report(&endorsed(&many, &[]));
    assert_eq!((many.outcome(Step::Endorsements), many.endorsements().len()), (CheckOutcome::Unknown, 32));
    assert_eq!(codes(&many).last().unwrap().0, Code::EndorsementTooMany);
}

#[test]
fn endorsements_alone() {
    let by = endorser(3);
    let text = embedded(&achievement(), &by, &|_| {}).to_string();
    let verifier = Verifier::default();
    let report = verifier.verify_endorsement(text.as_bytes(), &Resources::new(), now());
    assert_eq!((codes(&report), report.verdict()), (vec![], Verdict::Verified));
    assert_eq!(report.into_verified_endorsement().unwrap().credential().issuer.id(), did(&by));
    // A badge is none, and an endorsement is no badge.
    let badge = verifier.verify_endorsement(GOLDEN.as_bytes(), &Resources::new(), now());
    assert_eq!(badge.outcome(Step::Model), CheckOutcome::Failed);
    assert!(badge.into_verified_endorsement().is_err());
    let report = verifier.verify(text.as_bytes(), &Resources::new(), now());
    assert_eq!(report.outcome(Step::Model), CheckOutcome::Failed);
    // What it lacks, the badge lacks.
    let remote = |value: &mut Value| value["issuer"]["id"] = "did:web:employers.example".into();
    let unsigned = unsigned(&achievement(), &by, &remote);
    let signed = secure(&unsigned, &by, &ProofOptions::new("did:web:employers.example#key-1")).unwrap();
    let text = endorsed(&[serde_json::from_str(signed.as_str()).unwrap()], &[]);
    let needs = verifier.needs(text.as_bytes(), &Resources::new());
    assert_eq!(
        needs.iter().map(Need::url).collect::<Vec<_>>(),
        [Some("https://employers.example/.well-known/did.json")]
    );
    let report = super::report(&text);
    assert_eq!((report.needs(), report.verdict()), (&needs[..], Verdict::Undecided));
}

const SERVICE: &str = "https://badges.example.edu/refresh/1";

fn edition(from: &str, change: &dyn Fn(&mut Value)) -> String {
    resigned(
        |badge| {
            badge["@context"]
                .as_array_mut()
                .unwrap()
                .push("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json".into());
            badge["validFrom"] = from.into();
            badge["refreshService"] = json!({"id": SERVICE, "type": "1EdTechCredentialRefresh"});
            change(badge);
        },
        None,
    )
}

#[test]
fn a_newer_edition_replaces_the_badge() {
    let first = edition("2026-05-04T09:00:00Z", &|badge| badge["validUntil"] = "2026-06-15T00:00:00Z".into());
    let verify = |service: Option<&str>, badge: &str| {
        let mut resources = Resources::new();
        if let Some(text) = service {
            resources = resources.with_bytes(SERVICE, text.as_bytes());
        }
        Verifier::default().verify(badge.as_bytes(), &resources, now())
    };
    let alone = verify(None, &first);
    assert_eq!((alone.verdict(), codes(&alone)[0].0), (Verdict::NotVerified, Code::ValidityExpired));
    let [need] = alone.needs() else { panic!("{:?}", alone.needs()) };
    assert_eq!((need.url(), need.purpose(), need.is_optional()), (Some(SERVICE), Purpose::Refresh, true));

    let second = edition("2026-06-10T09:00:00Z", &|_| {});
    let refreshed = verify(Some(&second), &first);
    assert_eq!((refreshed.verdict(), refreshed.replaces()), (Verdict::Verified, Some("2026-05-04T09:00:00Z")));
    assert_eq!(refreshed.into_verified().unwrap().document().as_str(), second);
    // The other way round nothing changes.
    let current = verify(Some(&first), &second);
    assert_eq!((current.verdict(), current.replaces()), (Verdict::Verified, None));
    assert!(current.check(Step::Refresh).unwrap().note().contains("current edition"));
    assert_eq!(verify(Some(&second), &second).outcome(Step::Refresh), CheckOutcome::Passed);

    // Another credential, one that is not verified, and rubbish: the badge stays what it is.
    let valid = edition("2026-05-04T09:00:00Z", &|_| {});
    let another = edition("2026-06-10T09:00:00Z", &|badge| badge["id"] = "urn:uuid:another".into());
    let forged = second.replacen("Critical Thinking", "Critical Drinking", 1);
    for bad in [another.as_str(), forged.as_str(), "rubbish", "{}"] {
        let report = verify(Some(bad), &valid);
        assert_eq!((report.verdict(), report.replaces()), (Verdict::VerifiedWithWarnings, None), "{report}");
        assert_eq!(codes(&report), [(Code::RefreshNotAccepted, "/refreshService".into())]);
    }
    // A badge that is not genuine cannot say where a newer one lies.
    let fake = valid.replacen("Critical Thinking", "Critical Drinking", 1);
    let report = verify(Some(&second), &fake);
    assert_eq!((report.verdict(), report.replaces()), (Verdict::NotVerified, None));
    assert!(report.needs().is_empty());
}

#[test]
fn bundles() {
    use crate::did::{IssuerDocuments, IssuerKey};
    let verifier = Verifier::default();
    let issuer = "https://badges.example.edu/issuer";
    let profile = crate::model::Profile::new(issuer).with_name("College");
    let own = IssuerDocuments::new(profile, [IssuerKey::new(key().verifying_key())]).unwrap().profile().unwrap();
    let extra = Document::parse(br#"{"id": "did:web:elsewhere.example"}"#).unwrap();
    let resources = Resources::new().with_document(issuer, own).with_document("did:web:elsewhere.example", extra);
    let bundle = verifier.bundle(HTTPS.as_bytes(), &resources, now()).unwrap();
    assert_eq!(bundle.resources().ids().collect::<Vec<_>>(), [issuer]);
    let file = bundle.to_json();

    let read = Bundle::read_sealed(file.as_bytes(), &bundle.digest()).unwrap();
    assert_eq!((read.to_json(), read.at(), read.credential()), (file.clone(), now(), HTTPS.as_bytes()));
    let report = verifier.verify_bundle(&read);
    assert_eq!((report.verdict(), report.at()), (Verdict::Verified, now()));
    let unsealed = verifier.verify_bundle(&Bundle::read(file.as_bytes()).unwrap());
    assert_eq!(
        (codes(&unsealed), unsealed.verdict()),
        (vec![(Code::BundleUnsealed, String::new())], Verdict::VerifiedWithWarnings)
    );

    // Another document in its place: by its own digest, and by that of the whole.
    let other = endorser(9).verifying_key().to_string();
    let swapped = file.replace(&key().verifying_key().to_string(), &other);
    let error = Bundle::read(swapped.as_bytes()).unwrap_err();
    let places: Vec<_> = error.findings().map(|finding| (finding.code(), finding.pointer())).collect();
    assert_eq!(places, [(Code::BundleDigest, "/credential"), (Code::BundleDigest, "/resources/0")]);
    assert_eq!(Bundle::read_sealed(swapped.as_bytes(), &bundle.digest()).unwrap_err().code(), Code::BundleDigest);
    // Keys and JWTs go into it as well.
    let method = format!("{issuer}#{}", key().verifying_key());
    let keyed = Resources::new().with_key(&method, issuer, key().verifying_key());
    let bundle = verifier.bundle(HTTPS.as_bytes(), &keyed, now()).unwrap();
    let read = Bundle::read(bundle.to_json().as_bytes()).unwrap();
    assert!(verifier.verify_bundle(&read).verdict().is_verified());
    // Nothing that does not verify.
    assert!(verifier.bundle(HTTPS.as_bytes(), &Resources::new(), now()).is_err());
    for (text, code) in [("[]", Code::InputWrongType), ("{}", Code::InputMissing), ("{", Code::JsonSyntax)] {
        assert_eq!(Bundle::read(text.as_bytes()).unwrap_err().code(), code);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn bundles_hold_any_bytes(parts in proptest::collection::btree_map("urn:[a-z]{1,3}:[0-9]{1,3}", proptest::collection::vec(0..=255u8, 0..40), 0..6)) {
        let mut bundle = Verifier::default().bundle(GOLDEN.as_bytes(), &Resources::new(), now()).unwrap();
        let resources = parts.iter().fold(Resources::new(), |all, (id, bytes)| all.with_bytes(id, bytes.clone()));
        bundle = bundle.with_resources(resources);
        let read = Bundle::read_sealed(bundle.to_json().as_bytes(), &bundle.digest()).unwrap();
        for (id, bytes) in &parts {
            proptest::prop_assert_eq!(read.resources().bytes(id), Some(&bytes[..]));
        }
    }

    #[test]
    fn no_bytes_make_a_bundle_panic(at in 0usize..2_000, with in ".{0,3}") {
        let file = Verifier::default().bundle(GOLDEN.as_bytes(), &Resources::new(), now()).unwrap().to_json();
        let at = (0..=at.min(file.len())).rev().find(|at| file.is_char_boundary(*at)).unwrap();
        let (before, after) = file.split_at(at);
        if let Ok(bundle) = Bundle::read(format!("{before}{with}{after}").as_bytes()) {
            // What still reads is what it was.
            proptest::prop_assert_eq!(bundle.credential(), GOLDEN.as_bytes());
        }
    }
}
