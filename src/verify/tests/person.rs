//! Recipients and trust.

use proptest::prelude::*;

use super::*;
use crate::model::{IdentifierType, IdentityObject};

/// The golden badge about somebody, and how the check ends for a person.
fn recipient(identities: &[IdentityObject], id: Option<&str>, person: &Person) -> (CheckOutcome, Vec<Code>, String) {
    let badge = resigned(
        |badge| {
            let subject = &mut badge["credentialSubject"];
            subject.as_object_mut().unwrap().remove("id");
            subject["identifier"] = serde_json::to_value(identities).unwrap();
            if identities.is_empty() {
                subject.as_object_mut().unwrap().remove("identifier");
            }
            if let Some(id) = id {
                subject["id"] = id.into();
            }
        },
        None,
    );
    let report = Verifier::default().verify_for(badge.as_bytes(), &Resources::new(), now(), person);
    let check = report.check(Step::Recipient).unwrap();
    let codes = check.findings().iter().map(crate::Finding::code).collect();
    (check.outcome(), codes, check.note().to_owned())
}

const MAIL: IdentifierType = IdentifierType::EmailAddress;

#[test]
fn persons() {
    let hashed = |text: &str| IdentityObject::hashed(MAIL, text, "salt");
    let given = |text: &str| Person::new().with_identifier(MAIL, text);
    let cases = [
        (vec![hashed("a@b.example")], None, given("a@b.example"), CheckOutcome::Passed, vec![]),
        (vec![hashed("a@b.example")], None, given(" A@B.example "), CheckOutcome::Passed, vec![]),
        (vec![hashed("a@b.example")], None, given("b@b.example"), CheckOutcome::Failed, vec![Code::RecipientMismatch]),
        // Two addresses, of which one is given.
        (vec![hashed("a@b.example"), hashed("c@b.example")], None, given("c@b.example"), CheckOutcome::Passed, vec![]),
        (vec![], Some("did:example:a"), Person::new().with_id("did:example:a"), CheckOutcome::Passed, vec![]),
        (
            vec![],
            Some("did:example:a"),
            Person::new().with_id("did:example:b"),
            CheckOutcome::Failed,
            vec![Code::RecipientMismatch],
        ),
        // Nothing of that kind.
        (
            vec![],
            Some("did:example:a"),
            given("a@b.example"),
            CheckOutcome::Unknown,
            vec![Code::RecipientNotComparable],
        ),
        (
            vec![hashed("a@b.example")],
            None,
            Person::new().with_identifier(IdentifierType::SourcedId, "a@b.example"),
            CheckOutcome::Unknown,
            vec![Code::RecipientNotComparable],
        ),
        (vec![hashed("a@b.example")], None, Person::new(), CheckOutcome::Unknown, vec![Code::RecipientNotComparable]),
        // Another DID is another person, whatever else fits; another address is not.
        (
            vec![hashed("a@b.example")],
            Some("did:example:a"),
            given("a@b.example").with_id("did:example:b"),
            CheckOutcome::Failed,
            vec![Code::RecipientMismatch],
        ),
        (
            vec![hashed("a@b.example")],
            Some("did:example:a"),
            given("b@b.example").with_id("did:example:a"),
            CheckOutcome::Passed,
            vec![Code::RecipientMismatch],
        ),
        (
            vec![IdentityObject::plain(IdentifierType::Name, "Ann")],
            None,
            Person::new().with_identifier(IdentifierType::Name, "Ann"),
            CheckOutcome::Passed,
            vec![Code::RecipientWeakMatch],
        ),
    ];
    for (identities, id, person, outcome, codes) in cases {
        let (ended, found, _) = recipient(&identities, id, &person);
        assert_eq!((ended, found), (outcome, codes), "{person:?}");
    }
    let (_, _, note) = recipient(&[hashed("a@b.example")], None, &given("A@b.example"));
    assert_eq!(note, "the person given: `emailAddress` in lower case matches");
    // Another salt: nobody can say that it was this address.
    let mut salted = hashed("a@b.example");
    salted.salt = Some("pepper".into());
    assert_eq!(recipient(&[salted], None, &given("a@b.example")).0, CheckOutcome::Failed);
    let mut old = hashed("a@b.example");
    old.identity_hash = "md5$DDD142639a792e74751ee7e129237efa".into();
    old.salt = Some("Kosher".into());
    let (ended, found, _) = recipient(&[old], None, &given("a@example.com"));
    assert_eq!((ended, found), (CheckOutcome::Passed, vec![Code::RecipientWeakMatch]));
    assert_eq!(ended_for_nobody(), CheckOutcome::NotApplicable);
}

fn ended_for_nobody() -> CheckOutcome {
    ended(&report(GOLDEN), Step::Recipient)
}

#[test]
fn trust() {
    let issuer = crate::did::of_key(&key().verifying_key());
    let verify = |policy: Policy, registry: TrustRegistry, text: &str| {
        let report = Verifier::new(policy).with_trust(registry).verify(text.as_bytes(), &Resources::new(), now());
        (ended(&report, Step::Trust), codes(&report), report.verdict())
    };
    let with = |standing| TrustRegistry::new().with(&issuer, standing);
    let place = || "/issuer".to_owned();
    assert_eq!(ended(&report(GOLDEN), Step::Trust), CheckOutcome::NotApplicable);
    let trusted = verify(Policy::strict(), with(Standing::Trusted), GOLDEN);
    assert_eq!(trusted, (CheckOutcome::Passed, vec![], Verdict::Verified));
    let distrusted = verify(Policy::archive(), with(Standing::Distrusted), GOLDEN);
    assert_eq!(distrusted, (CheckOutcome::Failed, vec![(Code::TrustDistrusted, place())], Verdict::NotVerified));
    let unknown = |policy, verdict| {
        let expected = (CheckOutcome::Unknown, vec![(Code::TrustUnknownIssuer, place())], verdict);
        assert_eq!(verify(policy, TrustRegistry::new(), GOLDEN), expected);
    };
    unknown(Policy::strict(), Verdict::Undecided);
    unknown(Policy::archive(), Verdict::VerifiedWithWarnings);
    // Whoever only claims to be the issuer is not trusted for it.
    let forged = GOLDEN.replacen("\"name\": \"Critical Thinking\"", "\"name\": \"Critical Drinking\"", 1);
    let forged = if forged == GOLDEN { GOLDEN.replacen("Critical Thinking", "Critical Drinking", 1) } else { forged };
    assert_eq!(verify(Policy::strict(), with(Standing::Trusted), &forged).0, CheckOutcome::Unknown);
}

#[test]
fn registries() {
    let read = |text: &str| TrustRegistry::from_json(text.as_bytes());
    let registry = read(r#"{"trusted": ["urn:x:1", "urn:x:2"], "distrusted": ["urn:x:3"]}"#).unwrap();
    assert_eq!(registry.issuers(Standing::Trusted).into_iter().collect::<Vec<_>>(), ["urn:x:1", "urn:x:2"]);
    assert_eq!(registry.issuers(Standing::Distrusted).into_iter().collect::<Vec<_>>(), ["urn:x:3"]);
    assert_eq!(read("{}").unwrap(), TrustRegistry::new());
    let faults = |text: &str| {
        let error = read(text).unwrap_err();
        error.findings().map(|finding| (finding.code(), finding.pointer().to_owned())).collect::<Vec<_>>()
    };
    let everything = r#"{"trusted": ["urn:x:1", 7, "no uri"], "distrusted": ["urn:x:1"], "trustd": []}"#;
    assert_eq!(
        faults(everything),
        [
            (Code::InputUnknownMember, "/trustd".into()),
            (Code::InputWrongType, "/trusted/1".into()),
            (Code::InputNotUri, "/trusted/2".into()),
            (Code::TrustContradictory, "/distrusted/0".into()),
        ]
    );
    assert_eq!(faults("[]"), [(Code::InputWrongType, String::new())]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(6), ..ProptestConfig::default() })]

    #[test]
    fn registries_are_read_as_they_were_written(ids in proptest::collection::btree_map("urn:[a-z]{1,3}:[0-9a-z]{1,4}", any::<bool>(), 0..20)) {
        let of = |wanted: bool| ids.iter().filter(|(_, trusted)| **trusted == wanted).map(|(id, _)| id).collect::<Vec<_>>();
        let text = serde_json::json!({"trusted": of(true), "distrusted": of(false)}).to_string();
        let registry = TrustRegistry::from_json(text.as_bytes()).unwrap();
        for (id, trusted) in &ids {
            let expected = if *trusted { Standing::Trusted } else { Standing::Distrusted };
            prop_assert_eq!(registry.standing(id), Some(expected));
        }
        prop_assert_eq!(registry.issuers(Standing::Trusted).len(), of(true).len());
    }

    #[test]
    fn no_bytes_make_a_registry_or_an_index_panic(text in r#"[\[\]{}:,"a-z/.\\0-9 ]{0,60}"#) {
        let _ = TrustRegistry::from_json(text.as_bytes());
        let _ = Resources::from_index(text.as_bytes(), |_| Ok::<_, String>(text.clone().into_bytes()));
    }
}
