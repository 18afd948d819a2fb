use super::endorse::{employer, endorser};
use super::*;
use crate::issue::embed::{Carrier, Endorsing};
use crate::model::{AchievementCredential, ProfileRef};
use crate::proof::{Suite, canonicalize, check};

const RDF: Format = Format::Embedded(Suite::EddsaRdfc2022);
const JCS: Format = Format::Embedded(Suite::EddsaJcs2022);

/// What the tests endorse a badge with.
fn endorsed(by: &Issuer, target: &str, format: Format) -> SignedEndorsement {
    let valid = at("2026-06-01T00:00:00Z");
    by.endorse(Endorsed::id(target), "Good", valid)
        .with_comment("Zoë knows\u{a0}it.")
        .with_format(format)
        .sign()
        .unwrap()
}

fn form(signed: &SignedEndorsement) -> Endorsing {
    match signed.token() {
        Some(token) => Endorsing::Token(token.into()),
        None => Endorsing::Embedded(signed.document().clone()),
    }
}

fn embed<'a>(award: Award<'a>, signed: &SignedEndorsement, carrier: Option<Carrier>) -> Award<'a> {
    award.embed(form(signed), signed.credential(), carrier)
}

fn person() -> Recipient {
    recipient().with_id("did:example:1")
}

/// The ids of credential, achievement, issuer and creator.
fn ids() -> [String; 4] {
    let badge = college().award(&earned(), &person()).credential().unwrap();
    let achievement = &badge.credential_subject.achievement;
    [badge.id.clone(), achievement.id.clone(), did(), achievement.creator.as_ref().unwrap().id.clone()]
}

const PLACES: [&str; 4] = ["", "/credentialSubject/achievement", "/issuer", "/credentialSubject/achievement/creator"];

#[test]
fn each_stands_where_what_it_is_about_does() {
    let (issuer, earned, person, employer) = (college(), earned(), person(), employer());
    for outer in [RDF, JCS, Format::Jwt] {
        for inner in [RDF, JCS, Format::Jwt].into_iter().filter(|inner| *inner != Format::Jwt || outer == Format::Jwt) {
            for (target, place) in ids().iter().zip(PLACES) {
                let signed = endorsed(&employer, target, inner);
                let badge = embed(issuer.award(&earned, &person), &signed, None).with_format(outer).sign().unwrap();
                let member = if inner == Format::Jwt { "endorsementJwt" } else { "endorsement" };
                let found = badge.document().root().at(&format!("{place}/{member}/0")).unwrap();
                match signed.token() {
                    Some(token) => assert_eq!(found.as_str().unwrap(), token),
                    // As it was signed, and so that it still verifies by itself.
                    None => {
                        assert_eq!(found.raw(), signed.to_json());
                        let alone = found.to_document();
                        check(&alone, alone.root().get("proof").unwrap(), employer.verifying_key()).unwrap();
                    }
                }
                assert_eq!(AchievementCredential::conform(badge.document()), []);
                if outer != Format::Jwt {
                    let proof = badge.document().root().get("proof").unwrap();
                    check(badge.document(), proof, issuer.verifying_key()).unwrap();
                }
            }
        }
    }
}

#[test]
fn the_typed_view_has_them() {
    let (issuer, earned, person) = (college(), earned(), person());
    let [badge, achievement, ..] = ids();
    let award = issuer.award(&earned, &person);
    let award = embed(award, &endorsed(&employer(), &badge, RDF), Some(Carrier::Credential));
    let award = embed(award, &endorsed(&endorser(8), &badge, RDF), None);
    let award = embed(award, &endorsed(&employer(), &achievement, RDF), Some(Carrier::Achievement));
    let credential = award.credential().unwrap();
    assert_eq!((credential.endorsement.len(), credential.credential_subject.achievement.endorsement.len()), (2, 1));
    assert_eq!(award.sign().unwrap().credential().endorsement, credential.endorsement);
    assert_eq!(award.prepare().unwrap().bytes().len(), 64);
}

#[test]
fn the_issuers_own_endorsements_stay() {
    let (earned, person) = (earned(), person());
    let [.., college_id, _] = ids();
    let old = endorsed(&endorser(8), &college_id, RDF);
    let profile = Profile::new(did()).with_name("College").with_endorsement([old.credential().clone()]);
    let issuer = issuer(profile).unwrap();
    let new = endorsed(&employer(), &college_id, RDF);
    let badge = embed(issuer.award(&earned, &person), &new, None).sign().unwrap();
    let ProfileRef::Profile(profile) = &badge.credential().issuer else { panic!() };
    let found: Vec<_> = profile.endorsement.iter().map(|endorsement| &endorsement.id).collect();
    assert_eq!(found, [&old.credential().id, &new.credential().id]);
    let old_again = badge.document().root().at("/issuer/endorsement/0").unwrap().to_document();
    check(&old_again, old_again.root().get("proof").unwrap(), endorser(8).verifying_key()).unwrap();
}

/// The signature over the badge covers the endorsement with its proof, and says of it what it says by itself.
#[test]
fn what_the_outer_signature_covers() {
    let (issuer, earned, person) = (college(), earned(), person());
    let [badge_id, ..] = ids();
    let signed = endorsed(&employer(), &badge_id, RDF);
    let badge = embed(issuer.award(&earned, &person), &signed, None).sign().unwrap();
    let outer = canonicalize(badge.document()).unwrap();
    // The proof stands in a graph of its own.
    let proof_value = &signed.credential().proof[0].proof_value.clone().unwrap();
    let line = outer.lines().find(|line| line.contains(proof_value)).unwrap();
    assert!(line.ends_with("_:c14n0 .") || line.matches("_:c14n").count() == 2, "{line}");
    let unlabelled = |lines: &str| {
        let line = |line: &str| {
            line.split(' ').map(|term| if term.starts_with("_:") { "_:" } else { term }).collect::<Vec<_>>().join(" ")
        };
        lines.lines().map(line).collect::<Vec<String>>()
    };
    let outer_lines = unlabelled(&outer);
    for line in unlabelled(&canonicalize(signed.document()).unwrap()) {
        assert!(outer_lines.contains(&line), "{line}");
    }
    // Whatever is changed in it breaks the outer proof too.
    let text = badge.to_json();
    for (from, to) in
        [("Zoë", "Zoe"), (proof_value.as_str(), "z2"), ("2026-06-01", "2026-06-02"), ("\"Works\"", "\"Workz\"")]
    {
        assert_eq!(text.matches(from).count().min(1), 1, "{from}");
        let changed = Document::parse(text.replacen(from, to, 1).as_bytes()).unwrap();
        let error = check(&changed, changed.root().get("proof").unwrap(), issuer.verifying_key()).unwrap_err();
        assert_eq!(error.code(), Code::ProofSignatureInvalid, "{from}");
    }
}

#[test]
fn what_would_break_the_badge_is_not_embedded() {
    use Code::*;
    let (issuer, earned, person, employer) = (college(), earned(), person(), employer());
    let [badge, achievement, issuer_id, _] = ids();
    let award = || issuer.award(&earned, &person);
    let refused =
        |award: Award<'_>| findings(award.sign()).into_iter().map(|(code, place, _)| (code, place)).collect::<Vec<_>>();
    let at = |code: Code, place: &str| [(code, place.to_owned())];
    // About something else.
    let of_badge = endorsed(&employer, &badge, RDF);
    let place = "/credentialSubject/achievement/endorsement";
    assert_eq!(refused(embed(award(), &of_badge, Some(Carrier::Achievement))), at(EndorseWrongTarget, place));
    assert_eq!(
        findings(embed(award(), &of_badge, Some(Carrier::Issuer)).sign())[0].2,
        format!(
            "the endorsement `{}` is about `{badge}`, not about its issuer, `{issuer_id}`",
            of_badge.credential().id
        )
    );
    let elsewhere = endorsed(&employer, "urn:x:other", RDF);
    assert_eq!(refused(embed(award(), &elsewhere, None)), at(EndorseWrongTarget, "/endorsement"));
    // In another edition the badge has another id.
    assert_eq!(refused(embed(award(), &of_badge, None).with_edition("2027")), at(EndorseWrongTarget, "/endorsement"));
    // Twice.
    let twice = embed(embed(award(), &of_badge, None), &of_badge, None);
    assert_eq!(refused(twice), at(EndorseTwice, "/endorsement"));
    // A JWT under a proof inside, of any suite.
    let token = endorsed(&employer, &achievement, Format::Jwt);
    for format in [RDF, JCS] {
        let place = "/credentialSubject/achievement/endorsementJwt";
        assert_eq!(refused(embed(award(), &token, None).with_format(format)), at(EndorseJwtUnderProof, place));
    }
    // All that is wrong is said at once.
    let both = embed(embed(award(), &elsewhere, None), &token, None);
    assert_eq!(refused(both).len(), 2);
}

#[test]
fn what_describes_the_same_otherwise_is_not_embedded() {
    let (issuer, earned, person) = (college(), earned(), person());
    let [badge, achievement, ..] = ids();
    // The issuer endorses its own achievement: a name deleted from the one profile would stand in the other.
    let own = endorsed(&issuer, &achievement, RDF);
    let found = findings(embed(issuer.award(&earned, &person), &own, None).sign());
    let place = "/credentialSubject/achievement/endorsement/0/issuer";
    assert_eq!((found.len(), found[0].0, found[0].1.as_str()), (1, Code::EndorseBreaksBadge, place));
    let message =
        format!("with its endorsements the badge would not hold: the id `{}` is described in a second place", did());
    assert_eq!(found[0].2, message);
    let brief = issuer.endorse(Endorsed::id(&achievement), "Good", at("2026-06-01T00:00:00Z")).with_endorser_by_id();
    assert!(embed(issuer.award(&earned, &person), &brief.sign().unwrap(), None).sign().is_ok());
    // Two endorsements of one endorser are each fixed by their own proofs.
    let employer = employer();
    let award = issuer.award(&earned, &person);
    let award = embed(award, &endorsed(&employer, &badge, RDF), None);
    assert!(embed(award, &endorsed(&employer, &achievement, RDF), None).sign().is_ok());
}

#[test]
fn contexts_that_do_not_fit_are_not_embedded() {
    let (issuer, earned, person) = (college(), earned(), person());
    let [badge, ..] = ids();
    let signed = endorsed(&employer(), &badge, RDF);
    let open_badges = "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"";
    let and = |context: &str| format!("{open_badges},{context}");
    for (from, to) in [
        // Of version 1.1, which defines anew what 2.0 protects.
        ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"),
        ("context-3.0.3.json", "context.json"),
        // One of its own, and one that nobody knows.
        (open_badges, &and(r#"{"colour":"urn:x:colour"}"#)),
        (open_badges, &and(r#"{"id":"urn:x:id"}"#)),
        (open_badges, &and(r#""https://example.org/context""#)),
        // A member that no context defines, and one that no signature over RDF covers.
        (r#""name":"Good""#, r#""name":"Good","colour":"red""#),
        (r#""name":"Good""#, r#""name":"Good","description":null"#),
    ] {
        assert_eq!(signed.to_json().matches(from).count(), 1, "{from}");
        let document = Document::parse(signed.to_json().replacen(from, to, 1).as_bytes()).unwrap();
        let award = issuer.award(&earned, &person).embed(Endorsing::Embedded(document), signed.credential(), None);
        let found = findings(award.sign());
        let is_broken = |(code, place, _): &(Code, String, String)| {
            *code == Code::EndorseBreaksBadge && place.starts_with("/endorsement/0")
        };
        assert!(found.iter().all(is_broken), "{to}: {found:?}");
    }
}
