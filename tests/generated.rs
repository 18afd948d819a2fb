//! Generated credentials: what is written reads back as it was, and whatever is read neither panics nor is lost.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::time::Instant;

use openbadges::finding::{Code, Severity};
use openbadges::model::*;
use openbadges::{Document, Limits};
use proptest::prelude::*;

use common::Lots;

/// Draws for a generated credential.
impl Lots {
    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn list<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(3)).map(|_| make(self)).collect()
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 8] =
            ["", "Zoë", "a \"b\" \\ c", "line\nline\ttab", "\u{1}\u{7f}\u{2028}", "😀", "</script>", "ü/~"];
        TEXTS[usize::try_from(self.below(8)).unwrap()].into()
    }

    fn uri(&mut self) -> String {
        format!("https://example.edu/{}", self.next())
    }

    fn time(&mut self) -> DateTimeZ {
        const TIMES: [&str; 4] = [
            "2026-05-01T09:00:00Z",
            "2026-05-01T09:00:00.000+00:00",
            "1999-12-31T23:59:59-05:30",
            "2026-05-01T09:00:00.123456789Z",
        ];
        TIMES[usize::try_from(self.below(4)).unwrap()].parse().unwrap()
    }

    fn number(&mut self) -> Number {
        const NUMBERS: [&str; 6] = ["3.0", "-0", "1E+40", "0.10", "12345678901234567890123", "7"];
        NUMBERS[usize::try_from(self.below(6)).unwrap()].parse().unwrap()
    }

    fn extra(&mut self, extra: &mut Extra) {
        const VALUES: [&str; 5] = ["null", "[]", "{ }", "1.50", r#"{"a": [null, "x"], "id": 7}"#];
        for _ in 0..self.below(3) {
            let value = VALUES[usize::try_from(self.below(5)).unwrap()];
            let name = ["zzz", "name", "a/b~c", "type", "é"][usize::try_from(self.below(5)).unwrap()];
            extra.insert(name, Document::parse(value.as_bytes()).unwrap());
        }
    }
}

fn image(lots: &mut Lots) -> Image {
    let mut image = Image::new(lots.uri());
    image.caption = lots.maybe(Lots::text);
    image
}

fn alignment(lots: &mut Lots) -> Alignment {
    let mut alignment = Alignment::new(lots.text(), lots.uri());
    alignment.target_code = lots.maybe(Lots::text);
    alignment.target_type = lots
        .maybe(|lots| if lots.below(2) == 0 { AlignmentTargetType::CfItem.into() } else { Term::Other(lots.text()) });
    lots.extra(&mut alignment.extra);
    alignment
}

fn profile(lots: &mut Lots, depth: u64) -> Profile {
    let mut profile = Profile::new(lots.uri());
    profile.name = lots.maybe(Lots::text);
    profile.image = lots.maybe(image);
    profile.other_identifier = lots.list(|lots| IdentifierEntry::new(lots.text(), IdentifierType::Isbn));
    profile.address = lots.maybe(|lots| {
        let mut address = Address::new().with_postal_code(lots.text());
        address.geo = lots.maybe(|lots| GeoCoordinates::new(lots.number(), lots.number()));
        address
    });
    if depth > 0 {
        profile.parent_org = lots.maybe(|lots| Box::new(self::profile(lots, depth - 1)));
        profile.endorsement = lots.list(|lots| endorsement(lots, depth - 1));
        profile.endorsement_jwt = lots.list(Lots::text);
    }
    lots.extra(&mut profile.extra);
    profile
}

fn endorsement(lots: &mut Lots, depth: u64) -> EndorsementCredential {
    let issuer = profile(lots, depth);
    let subject = EndorsementSubject::new(lots.uri());
    let mut endorsement = EndorsementCredential::new(lots.uri(), lots.text(), issuer, lots.time(), subject);
    if lots.below(4) == 0 {
        endorsement.context = vec![CREDENTIALS_V1.into(), OPEN_BADGES_3_0_3.into()];
    }
    endorsement.valid_until = lots.maybe(Lots::time);
    endorsement.proof = lots.list(|lots| Proof::new(lots.text(), lots.uri()).with_domain(lots.list(Lots::text)));
    endorsement
}

fn description(lots: &mut Lots) -> ResultDescription {
    let mut description = ResultDescription::new(lots.uri(), lots.text(), ResultType::Percent);
    description.rubric_criterion_level = lots.list(|lots| RubricCriterionLevel::new(lots.uri(), lots.text()));
    description.allowed_value = lots.list(Lots::text);
    description.value_max = lots.maybe(Lots::text);
    description.alignment = lots.list(alignment);
    description
}

fn credential(lots: &mut Lots) -> AchievementCredential {
    let criteria = if lots.below(2) == 0 { Criteria::narrative(lots.text()) } else { Criteria::new() };
    let mut achievement = Achievement::new(lots.uri(), lots.text(), lots.text(), criteria);
    achievement.result_description = lots.list(description);
    achievement.creator = lots.maybe(|lots| profile(lots, 1));
    achievement.credits_available = lots.maybe(Lots::number);
    achievement.related = lots.list(|lots| Related::new(lots.uri()).with_version(lots.text()));
    achievement.tag = lots.list(Lots::text);
    let mut subject = AchievementSubject::new(achievement);
    subject.id = lots.maybe(Lots::uri);
    subject.identifier =
        lots.list(|lots| IdentityObject::hashed(IdentifierType::EmailAddress, &lots.text(), lots.text()));
    subject.result = lots.list(|lots| Result::new().with_value(lots.text()).with_status(ResultStatusType::Failed));
    subject.activity_end_date = lots.maybe(Lots::time);
    let issuer = if lots.below(4) == 0 { ProfileRef::Uri(lots.uri()) } else { profile(lots, 2).into() };
    let mut credential = AchievementCredential::new(lots.uri(), issuer, lots.time(), subject);
    if lots.below(4) == 0 {
        credential.context = vec![CREDENTIALS_V1.into(), OPEN_BADGES_3_0_3.into()];
    }
    if lots.below(4) == 0 {
        credential.context.push(Context::Inline(Document::parse(br#"{"x": "https://example.org/x"}"#).unwrap()));
    }
    credential.awarded_date = lots.maybe(Lots::time);
    credential.evidence = lots.list(|lots| Evidence::new().with_name(lots.text()));
    credential.credential_status =
        lots.list(|lots| CredentialStatus::bitstring(&lots.uri(), lots.next(), "revocation"));
    credential.credential_schema = lots.list(|lots| CredentialSchema::new(lots.uri(), lots.text()));
    credential.refresh_service = lots.maybe(|lots| RefreshService::new(lots.uri(), "1EdTechCredentialRefresh"));
    credential.terms_of_use = lots.list(|lots| TermsOfUse::new(lots.text()));
    credential.endorsement = lots.list(|lots| endorsement(lots, 1));
    lots.extra(&mut credential.extra);
    credential
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(seed in any::<u64>()) {
        let made = credential(&mut Lots(seed));
        let json = made.to_json();
        let document = Document::parse(json.as_bytes()).unwrap();
        let read = AchievementCredential::read(&document).unwrap();
        prop_assert_eq!(read.to_json(), json);
        // Set members win over extra ones of their name, so that those are gone after the way there and back.
        let again = AchievementCredential::read(&Document::parse(read.to_json().as_bytes()).unwrap()).unwrap();
        prop_assert_eq!(&again, &read);
        let errors = conform(&document).into_iter().filter(|finding| finding.severity() == Severity::Error);
        let refused = made.to_document().map_or_else(|error| error.findings().cloned().collect(), |_| Vec::new());
        prop_assert_eq!(errors.collect::<Vec<_>>(), refused);
        lint(&document);
    }

    /// Serde's forms: numbers become numbers, which is all that they lose.
    #[test]
    fn serde_agrees(seed in any::<u64>()) {
        let made = credential(&mut Lots(seed));
        let value = serde_json::to_value(&made).unwrap();
        let read: AchievementCredential = serde_json::from_value(value.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }

    /// Any document of the kind that credentials are made of.
    #[test]
    fn no_document_panics(text in noise()) {
        let document = Document::parse(text.as_bytes()).unwrap();
        prop_assert!(conform(&document).len() <= 2_000 && lint(&document).len() <= 2_000);
        let _ = (AchievementCredential::read(&document), Profile::read(&document), Jwks::read(&document));
    }

    /// Such a document in the place of a member that is not required of a good badge: that reads all the same, and
    /// nothing is lost.
    #[test]
    fn noise_in_a_badge_comes_back(name in prop::sample::select(&OPTIONAL[..]), noise in noise()) {
        let mut badge: serde_json::Value = serde_json::from_str(BADGE).unwrap();
        let (place, member) = name.rsplit_once('/').unwrap();
        badge.pointer_mut(place).unwrap().as_object_mut().unwrap().shift_remove(member);
        let text = Document::of(&badge).unwrap().to_compact();
        let of_place = Document::of(badge.pointer(place).unwrap()).unwrap().to_compact();
        let comma = if of_place == "{}" { "" } else { "," };
        let changed = of_place.replacen('{', &format!("{{\"{member}\":{noise}{comma}"), 1);
        let document = Document::parse(text.replacen(&of_place, &changed, 1).as_bytes()).unwrap();
        prop_assert!(conform(&document).len() <= 2_000 && lint(&document).len() <= 2_000);
        let read = AchievementCredential::read(&document).unwrap();
        let again = Document::parse(read.to_json().as_bytes()).unwrap();
        prop_assert_eq!(&again, &document);
        prop_assert_eq!(again.to_compact(), document.to_compact());
    }
}

const BADGE: &str = include_str!("../fixtures/golden/critical-thinking.json");

/// Members without which a badge still reads.
const OPTIONAL: [&str; 14] = [
    "/name",
    "/validUntil",
    "/evidence",
    "/endorsement",
    "/endorsementJwt",
    "/credentialStatus",
    "/proof",
    "/zzz",
    "/issuer/image",
    "/issuer/parentOrg",
    "/credentialSubject/identifier",
    "/credentialSubject/result",
    "/credentialSubject/achievement/resultDescription",
    "/credentialSubject/achievement/criteria/narrative",
];

/// Objects of the members that the classes define, with whatever values.
fn noise() -> impl Strategy<Value = String> {
    const NAMES: [&str; 24] = [
        "@context",
        "id",
        "type",
        "issuer",
        "validFrom",
        "issuanceDate",
        "credentialSubject",
        "achievement",
        "criteria",
        "name",
        "description",
        "result",
        "resultDescription",
        "rubricCriterionLevel",
        "achievedLevel",
        "value",
        "valueMin",
        "allowedValue",
        "endorsement",
        "endorsementJwt",
        "proof",
        "identifier",
        "identityHash",
        "keys",
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("[]".to_owned()),
        Just("1e999".to_owned()),
        Just("\"a.b.c\"".to_owned()),
        Just("\"https://www.w3.org/2018/credentials/v1\"".to_owned()),
        Just("\"EndorsementCredential\"".to_owned()),
        Just("\"2026-05-01T09:00:00Z\"".to_owned()),
        "\"[a-z:/$%@é]{0,9}\"",
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::btree_map(prop::sample::select(&NAMES[..]), inner, 0..8).prop_map(|members| {
                let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

/// The worst that the limits meet, answered with an error. The times are printed, not asserted: they are the machine's.
#[test]
fn hostile_documents_are_refused() {
    let nested = vec![b'['; 1 << 20];
    let duplicates = format!("{{{}}}", vec!["\"a\":0"; 1_000_000].join(","));
    let mut not_utf8 = vec![b' '; 1 << 20];
    not_utf8.push(0xff);
    let wide = Limits::default().with_bytes(64 << 20).with_values(10_000_000);
    for (bytes, limits, code) in [
        (nested.as_slice(), Limits::default(), Code::JsonTooDeep),
        (duplicates.as_bytes(), Limits::default(), Code::JsonTooLarge),
        (duplicates.as_bytes(), Limits::default().with_bytes(64 << 20), Code::JsonTooManyValues),
        (duplicates.as_bytes(), wide, Code::JsonDuplicateMember),
        (not_utf8.as_slice(), wide, Code::JsonNotUtf8),
    ] {
        let start = Instant::now();
        let error = Document::parse_within(bytes, &limits).unwrap_err();
        println!("{} bytes: {} in {:?}", bytes.len(), error.code(), start.elapsed());
        assert_eq!(error.code(), code);
        assert!(error.findings().len() <= 101);
    }
}

/// As deep as any limits allow, on the stack of a test's thread.
#[test]
fn deep_documents_do_not_exhaust_the_stack() {
    let profile =
        |inner: &str, member: &str| format!(r#"{{"id": "urn:x:p", "type": ["Profile"], "{member}": {inner}}}"#);
    let mut parents = String::from("{}");
    for _ in 0..126 {
        parents = profile(&parents, "parentOrg");
    }
    let mut endorsements = profile("7", "name");
    for _ in 0..41 {
        let endorsement = format!(
            r#"[{{"@context": ["{CREDENTIALS_V1}"], "id": "urn:x:e", "type": ["EndorsementCredential"], "name": "E",
            "issuanceDate": "2026-05-01T09:00:00Z", "credentialSubject": {{"id": "urn:x:s"}}, "issuer": {endorsements}}}]"#
        );
        endorsements = profile(&endorsement, "endorsement");
    }
    for text in [parents, endorsements] {
        let document = Document::parse_within(text.as_bytes(), &Limits::default().with_depth(128)).unwrap();
        assert!(!Profile::conform(&document).is_empty());
        assert!(lint(&document).len() <= 2_000);
        let read = Profile::read(&document).unwrap();
        assert!(read.parent_org.is_some() || !read.endorsement.is_empty());
        let again = Document::parse_within(read.to_json().as_bytes(), &Limits::default().with_depth(128)).unwrap();
        assert_eq!(again, document);
    }
}
