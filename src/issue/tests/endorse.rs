use super::*;
use crate::model::EndorsementCredential;
use crate::proof::{Suite, check, jwt::Token};

fn valid() -> DateTime<Utc> {
    at("2026-06-01T00:00:00.7Z")
}

pub(super) fn employer() -> Issuer {
    endorser(9)
}

/// Somebody else with this key.
pub(super) fn endorser(byte: u8) -> Issuer {
    let key = SigningKey::from_seed(&Seed::from_bytes([byte; 32]));
    let profile = Profile::new(crate::did::of_key(&key.verifying_key())).with_name("Works");
    Issuer::new(profile, key, Secret::from_bytes([byte; 32])).unwrap()
}

#[test]
fn an_endorsement_says_of_what_and_by_whom() {
    let badge = college().award(&earned(), &recipient()).credential().unwrap();
    let employer = employer();
    let signed = employer
        .endorse(Endorsed::credential(&badge), "Vouched for", valid())
        .with_comment("We *know* her.")
        .with_description("By her first employer.")
        .with_valid_until(at("2030-01-01T00:00:00Z"))
        .with_awarded_date(at("2026-05-20T00:00:00Z"))
        .with_status(CredentialStatus::bitstring("https://w.example/status/1", 7, "revocation"))
        .with_id("urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e")
        .sign()
        .unwrap();
    let mut json: serde_json::Value = serde_json::from_str(signed.to_json()).unwrap();
    let proof = json.as_object_mut().unwrap().remove("proof").unwrap();
    assert_eq!(
        json,
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Vouched for", "description": "By her first employer.",
            "issuer": {"id": employer.profile().id, "type": ["Profile"], "name": "Works"},
            "validFrom": "2026-06-01T00:00:00Z", "validUntil": "2030-01-01T00:00:00Z", "awardedDate": "2026-05-20T00:00:00Z",
            "credentialSubject": {"id": badge.id, "type": ["EndorsementSubject"], "endorsementComment": "We *know* her."},
            "credentialStatus": {"id": "https://w.example/status/1#7", "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "7", "statusListCredential": "https://w.example/status/1"},
        })
    );
    assert_eq!(
        (&proof["created"], &proof["proofPurpose"]),
        (&json!("2026-06-01T00:00:00Z"), &json!("assertionMethod"))
    );
    assert_eq!(proof["verificationMethod"], employer.verification_method());
    let key = employer.verifying_key();
    check(signed.document(), signed.document().root().get("proof").unwrap(), key).unwrap();
    assert_eq!(EndorsementCredential::conform(signed.document()), []);
}

#[test]
fn every_format() {
    let employer = employer();
    let endorse = || employer.endorse(Endorsed::id("https://c.example/a"), "Good", valid());
    let jcs = endorse().with_format(Format::Embedded(Suite::EddsaJcs2022)).sign().unwrap();
    check(jcs.document(), jcs.document().root().get("proof").unwrap(), employer.verifying_key()).unwrap();
    assert_eq!((jcs.media_type(), jcs.file_extension(), jcs.token()), ("application/vc", "json", None));
    let signed = endorse().with_format(Format::Jwt).sign().unwrap();
    assert_eq!((signed.media_type(), signed.file_extension()), ("application/vc+jwt", "jwt"));
    let token = Token::read(signed.to_text().as_bytes()).unwrap();
    token.check(employer.verifying_key()).unwrap();
    assert_eq!(token.credential().unwrap(), *signed.document());
    assert_eq!(token.payload().root().get("sub").unwrap().as_str().unwrap(), "https://c.example/a");
    // In two steps the same.
    for format in [Format::Embedded(Suite::EddsaRdfc2022), Format::Embedded(Suite::EddsaJcs2022), Format::Jwt] {
        let prepared = endorse().with_format(format).prepare().unwrap();
        let signature = SigningKey::from_seed(&Seed::from_bytes([9; 32])).sign(prepared.bytes()).unwrap();
        assert_eq!(prepared.key(), employer.verifying_key());
        assert_eq!(prepared.clone().attach(&[0; 64]).unwrap_err().code(), Code::KeySignerWrong);
        assert_eq!(
            prepared.attach(&signature).unwrap().to_text(),
            endorse().with_format(format).sign().unwrap().to_text()
        );
    }
    assert_eq!(
        endorse().with_format(Format::Embedded(Suite::EcdsaRdfc2019)).sign().unwrap_err().code(),
        Code::ProofWrongKey
    );
}

#[test]
fn ids_are_derived() {
    let (one, other) = (endorser(9), endorser(8));
    let id = |issuer: &Issuer, target: &str, edition: &str| {
        let endorsement = issuer.endorse(Endorsed::id(target), "Good", valid()).with_edition(edition);
        endorsement.credential().unwrap().id
    };
    let first = id(&one, "urn:x:1", "");
    assert_eq!(first, id(&one, "urn:x:1", ""));
    assert_eq!((first.len(), &first[..9], &first[23..24]), (45, "urn:uuid:", "8"));
    for another in [id(&other, "urn:x:1", ""), id(&one, "urn:x:2", ""), id(&one, "urn:x:1", "2027")] {
        assert_ne!(another, first);
    }
    // One secret for two endorsers gives each ids of its own.
    let named = |did: &str| Issuer::new(Profile::new(did).with_name("N"), key(), Secret::from_bytes([1; 32])).unwrap();
    assert_ne!(id(&named("https://a.example"), "urn:x:1", ""), id(&named("https://b.example"), "urn:x:1", ""));
}

#[test]
fn the_parts_of_a_badge_by_their_types() {
    let badge = college().award(&earned(), &recipient()).credential().unwrap();
    let achievement = &badge.credential_subject.achievement;
    let creator = achievement.creator.as_ref().unwrap();
    assert_eq!(Endorsed::credential(&badge).as_str(), badge.id);
    assert_eq!(Endorsed::achievement(achievement).as_str(), achievement.id);
    assert_eq!(Endorsed::profile(creator).as_str(), "https://eddesignlab.org/");
}

#[test]
fn endorsers_by_their_id() {
    let employer = employer();
    let credential = employer.endorse(Endorsed::id("urn:x:1"), "Good", valid()).with_endorser_by_id().sign().unwrap();
    let issuer = credential.credential().issuer.profile().unwrap();
    assert_eq!(*issuer, Profile::new(employer.profile().id.clone()));
}

#[test]
fn what_cannot_be_endorsed() {
    use Code::*;
    let employer = employer();
    let found = findings(
        employer
            .endorse(Endorsed::id("badge 1"), " ", valid())
            .with_comment("")
            .with_id("e 1")
            .with_valid_until(valid())
            .sign(),
    );
    assert_eq!(
        found,
        [
            (
                InputNotUri,
                "/credentialSubject/id".into(),
                "the id of what is endorsed is `badge 1`, no absolute URI".into()
            ),
            (InputNotUri, "/id".into(), "the id of the endorsement is `e 1`, no absolute URI".into()),
            (InputEmpty, "/name".into(), "the endorsement's name is empty".into()),
            (InputEmpty, "/credentialSubject/endorsementComment".into(), "the endorsement's comment is empty".into()),
            (
                IssueValidUntilNotAfterFrom,
                "/validUntil".into(),
                "the endorsement would end at 2026-06-01T00:00:00Z, not after it begins at 2026-06-01T00:00:00Z".into()
            ),
        ]
    );
    // What a verifier would drop is not signed, in any format.
    let mut status = CredentialStatus::bitstring("https://w.example/status/1", 7, "revocation");
    status.extra.insert("colour", Document::of("red").unwrap());
    for format in [Format::Embedded(Suite::EddsaRdfc2022), Format::Embedded(Suite::EddsaJcs2022), Format::Jwt] {
        let endorsement = employer.endorse(Endorsed::id("urn:x:1"), "Good", valid()).with_status(status.clone());
        let found = findings(endorsement.with_format(format).sign());
        assert_eq!((found[0].0, found[0].1.as_str()), (JsonLdUndefinedMember, "/credentialStatus/colour"));
    }
    let status = CredentialStatus::new("urn:x:s", "1EdTechRevocationList");
    let endorsement = employer.endorse(Endorsed::id("urn:x:1"), "Good", valid()).with_status(status);
    assert_eq!(findings(endorsement.sign())[0].0, ModelExtensionContext);
}
