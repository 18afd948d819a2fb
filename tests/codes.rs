//! Every code has a case that gives it, so that none stands there unused.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use openbadges::assessment::{Assessment, Assessor, AssessorKind, Earned, Learner, Record, Records, Score};
use openbadges::bake::{Existing, bake, bake_within, unbake, unbake_within};
use openbadges::batch::{Issuing, Journal, Made};
use openbadges::did::{self, Did, IssuerDocuments};
use openbadges::display::art::{Colour, Theme};
use openbadges::finding::Code;
use openbadges::issue::{Format, Issuer, Recipient};
use openbadges::key::{Algorithm, Secret, Seed, SigningKey, VerifyingKey};
use openbadges::language::Language;
use openbadges::model::{AchievementCredential, IdentifierType, Image, Jwk, Profile, conform, lint};
use openbadges::preflight::{Facts, Securing, refusals};
use openbadges::proof::jwt::{self, JwtOptions, Token};
use openbadges::proof::{ProofOptions, Suite, secure};
use openbadges::roster::{CanvasMap, Entry, Roster};
use openbadges::status::{Bitstring, Draft, Ledger, MINIMUM_LENGTH, Publication, RevocationList, Settings, StatusList};
use openbadges::verify::{Bundle, Person, Policy, Resources, Standing, TrustRegistry, Verifier};
use openbadges::{Document, Error, Finding, Framework, Limits};
use serde_json::{Value, json};

const BADGE: &str = include_str!("../fixtures/golden/critical-thinking.json");
const HTTPS_BADGE: &str = include_str!("../fixtures/golden/project-work.json");
const FRAMEWORK: &str = include_str!("../fixtures/framework.json");
const RECORDS: &str = include_str!("../fixtures/assessments.json");

/// The codes of one case.
type Found = Vec<Code>;

fn of<T>(result: Result<T, Error>) -> Found {
    result.err().map(|e| e.findings().map(|f| f.code()).collect()).unwrap_or_default()
}

fn parse(text: &str) -> Found {
    of(Document::parse(text.as_bytes()))
}

fn within(limits: Limits) -> Found {
    of(Document::parse_within(b"[[1], [2]]", &limits))
}

/// A change at a JSON pointer.
fn changed(text: &str, pointer: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        object => object[name] = value,
    }
    document.to_string()
}

fn framework(pointer: &str, value: Value) -> Found {
    of(Framework::from_json(changed(FRAMEWORK, pointer, value).as_bytes()))
}

fn records(pointer: &str, value: Value) -> Found {
    of(Records::from_json(changed(RECORDS, pointer, value).as_bytes()))
}

fn evaluated(pointer: &str, value: Value) -> Found {
    let records = Records::from_json(changed(RECORDS, pointer, value).as_bytes()).unwrap();
    let skill = Framework::twenty_first_century_skills().skill("critical-thinking").unwrap();
    of(skill.evaluate(records.of("s-1001").unwrap(), "2026-05-04T09:00:00Z".parse().unwrap()))
}

fn earned_assessments() -> Vec<Assessment> {
    let skill = Framework::twenty_first_century_skills().skill("empathy").unwrap();
    let at = "2026-05-01T00:00:00Z".parse().unwrap();
    let made =
        |id: &str| Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Automated));
    skill.sub_competencies().map(|sub| made(sub.id())).collect()
}

fn earned() -> Earned {
    let skill = Framework::twenty_first_century_skills().skill("empathy").unwrap();
    let record = Record::new(Learner::new("l"), earned_assessments());
    skill.evaluate(&record, "2026-05-01T00:00:00Z".parse().unwrap()).unwrap().into_earned().unwrap()
}

/// A badge without any font.
#[cfg(feature = "png")]
fn undrawn() -> Found {
    of(openbadges::display::art::Art::new("Empathy").unwrap().to_png(64, &[]))
}

/// Nothing else draws with fonts.
#[cfg(not(feature = "png"))]
fn undrawn() -> Found {
    vec![Code::ArtNoGlyph]
}

/// Something that can be signed.
fn document() -> Document {
    let text = r#"{"@context": "https://www.w3.org/ns/credentials/v2", "id": "urn:x:1", "type": "VerifiableCredential", "issuer": "urn:x:2", "validFrom": "2026-01-01T00:00:00Z", "credentialSubject": {"id": "urn:x:3"}}"#;
    Document::parse(text.as_bytes()).unwrap()
}

/// A header that nothing is wrong with.
const KID: &str = r#"{"alg":"EdDSA","kid":"urn:example:key"}"#;

/// A token with a signature that is none.
fn token(header: &str, payload: &str) -> String {
    format!("{}.{}.{}", BASE64.encode(header), BASE64.encode(payload), BASE64.encode([0; 64]))
}

fn key() -> SigningKey {
    SigningKey::from_seed(&Seed::from_hex(include_str!("../fixtures/demonstration.seed")).unwrap())
}

fn issuer(profile: &str) -> Issuer {
    Issuer::from_json(profile.as_bytes(), key(), Secret::from_bytes([1; 32])).unwrap()
}

fn issued(profile: &str, recipient: Recipient) -> Found {
    of(issuer(profile).award(&earned(), &recipient).sign())
}

fn golden() -> AchievementCredential {
    AchievementCredential::read(&Document::parse(BADGE.as_bytes()).unwrap()).unwrap()
}

fn someone() -> Recipient {
    Recipient::new().with_id("did:example:1")
}

fn verified_at(badge: &str, now: &str) -> Found {
    let report = Verifier::new(Policy::strict()).verify(badge.as_bytes(), &Resources::new(), now.parse().unwrap());
    report.findings().map(|f| f.code()).collect()
}

fn verified(pointer: &str, value: Value) -> Found {
    verified_at(&changed(BADGE, pointer, value), "2026-07-01T00:00:00Z")
}

const ISSUED: &str = "2026-01-01T00:00:00Z";

fn codes_of(binding: did::Binding) -> Found {
    binding.findings().iter().map(|finding| finding.code()).collect()
}

/// The document of a `did:web` with methods that are embedded under `assertionMethod`.
fn of_controller(methods: &[(&str, &str)]) -> String {
    let did = "did:web:example.edu";
    let key = key().verifying_key();
    let method = |(id, more): &(&str, &str)| {
        format!(r#"{{"id":"{id}","type":"Multikey","controller":"{did}","publicKeyMultibase":"{key}"{more}}}"#)
    };
    let methods: Vec<String> = methods.iter().map(method).collect();
    format!(r#"{{"id":"{did}","assertionMethod":[{}]}}"#, methods.join(","))
}

/// What is found on the way from a method to the issuer, for a signature of this time that is checked in July.
fn bound(document: &str, fragment: &str, signed: &str) -> Found {
    let document = Document::parse(document.as_bytes()).unwrap();
    let (signed, now) = (signed.parse().unwrap(), "2026-07-01T00:00:00Z".parse().unwrap());
    let method = format!("did:web:example.edu{fragment}");
    codes_of(did::bind(&method, "did:web:example.edu", |_| Some(&document), Some(signed), now))
}

/// The badge with a change, signed by its issuer all the same.
fn resigned(pointer: &str, value: Value) -> String {
    let mut badge: Value = serde_json::from_str(&changed(BADGE, pointer, value)).unwrap();
    badge.as_object_mut().unwrap().shift_remove("proof");
    let options =
        openbadges::proof::ProofOptions::new(openbadges::did::verification_method_of_key(&key().verifying_key()));
    let document = Document::parse(badge.to_string().as_bytes()).unwrap();
    openbadges::proof::secure(&document, &key(), &options).unwrap().as_str().to_owned()
}

/// The badge with another proof, made by hand: the crate issues neither these suites nor ends.
fn signed_by_hand(change: impl Fn(&mut Value)) -> String {
    use ed25519_dalek::Signer;
    use sha2::{Digest, Sha256};
    let mut badge: Value = serde_json::from_str(BADGE).unwrap();
    let mut proof = badge.as_object_mut().unwrap().shift_remove("proof").unwrap();
    proof.as_object_mut().unwrap().shift_remove("proofValue");
    change(&mut proof);
    let mut configuration = proof.clone();
    configuration["@context"] = badge["@context"].clone();
    let hash = |value: &Value| {
        let document = Document::parse(value.to_string().as_bytes()).unwrap();
        Sha256::digest(openbadges::proof::canonicalize(&document).unwrap()).to_vec()
    };
    let bytes = [hash(&configuration), hash(&badge)].concat();
    let seed = include_str!("../fixtures/demonstration.seed").trim();
    let seed: Vec<u8> = (0..32).map(|i| u8::from_str_radix(&seed[2 * i..2 * i + 2], 16).unwrap()).collect();
    let signature = ed25519_dalek::SigningKey::from_bytes(&seed.try_into().unwrap()).sign(&bytes).to_bytes();
    proof["proofValue"] = json!(format!("z{}", bs58::encode(signature).into_string()));
    badge["proof"] = proof;
    badge.to_string()
}

/// What is found in the badge with a change: findings of the model, or of the lint.
fn judged(judge: fn(&Document) -> Vec<Finding>, pointer: &str, value: Value) -> Found {
    let text = changed(BADGE, pointer, value);
    judge(&Document::parse(text.as_bytes()).unwrap()).iter().map(|finding| finding.code()).collect()
}

fn endorsement(target: &str) -> Value {
    let badge: Value = serde_json::from_str(BADGE).unwrap();
    json!({
        "@context": badge["@context"], "id": "urn:x:e", "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "E", "issuer": {"id": "did:example:e", "type": ["Profile"]}, "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": target, "type": ["EndorsementSubject"]}
    })
}

fn canonicalized(members: &str) -> Found {
    let text =
        format!(r#"{{"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential"{members}}}"#);
    of(openbadges::proof::canonicalize(&Document::parse(text.as_bytes()).unwrap()))
}

const EMBEDDED: Securing = Securing::Embedded(Suite::EddsaRdfc2022);

/// What other verifiers have against the badge with a change.
fn others(pointer: &str, value: Value, securing: Securing) -> Found {
    let document = Document::parse(changed(BADGE, pointer, value).as_bytes()).unwrap();
    let refusals = refusals(&Facts::new(&document, securing, "did:web:example.edu#key-1"));
    refusals.iter().map(|refusal| refusal.finding().code()).collect()
}

#[rustfmt::skip]
const COLUMNS: &str = "learner_id,sub_competency,level,assessed_on";
const ROW: &str = "s,identify-patterns,proficient,2026-04-17";

/// What is wrong with the rows of a table.
fn rows(header: &str, rows: impl AsRef<[u8]>) -> Found {
    let text = [header.as_bytes(), b"\n", rows.as_ref()].concat();
    match Roster::csv(text.as_slice(), &Framework::twenty_first_century_skills()) {
        Ok(roster) => rejected(roster),
        Err(error) => of::<()>(Err(error)),
    }
}

fn rejected<R: std::io::BufRead>(roster: Roster<R>) -> Found {
    let faults = roster.flat_map(|entry| match entry {
        Ok(Entry::Rejected(rejected)) => rejected.faults().iter().map(|f| f.finding().code()).collect(),
        Ok(Entry::Record(_)) => Vec::new(),
        Err(error) => of::<()>(Err(error)),
    });
    faults.collect()
}

const MAP: &str = r#"{"outcomes": {"Patterns": "identify-patterns"}, "ratings": {"Mastery": "proficient"}}"#;

/// What is wrong with a result in a report of Canvas.
fn canvas(outcome: &str, rating: &str) -> Found {
    let map = CanvasMap::from_json(MAP.as_bytes(), &Framework::twenty_first_century_skills()).unwrap();
    let text = format!(
        "student sis id,submission date,learning outcome name,learning outcome rating\ns,2026-04-17,{outcome},{rating}\n"
    );
    rejected(Roster::canvas(text.as_bytes(), &map).unwrap())
}

/// A reader that fails.
#[derive(Debug)]
struct Failing;

impl std::io::Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("gone"))
    }
}

fn cases() -> Vec<(Code, Found)> {
    use Code::*;
    let assessment = "/records/0/assessments/0";
    let at_award = |found: &dyn Fn(openbadges::issue::Award<'_>) -> Found| {
        let (issuer, earned, recipient) = (issuer(r#"{"name": "X"}"#), earned(), someone());
        found(issuer.award(&earned, &recipient))
    };
    let alike = json!(vec![json!({"name": vec![json!({"description": "x"}); 9]}); 2]);
    let many = json!(vec![json!({"x": "urn:x:1"}); 200]);
    let contexts =
        ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];
    let builtin = Framework::twenty_first_century_skills();
    vec![
        (JsonSyntax, parse("{")),
        (JsonNotUtf8, of(Document::parse(b"\"\xff\""))),
        (JsonDuplicateMember, parse(r#"{"a": 1, "a": 2}"#)),
        (JsonTooLarge, within(Limits::default().with_bytes(9))),
        (JsonTooDeep, within(Limits::default().with_depth(1))),
        (JsonTooManyValues, within(Limits::default().with_values(4))),
        (InputMissing, framework("/name", Value::Null)),
        (InputUnknownMember, framework("/nmae", json!("x"))),
        (InputWrongType, framework("/name", json!(7))),
        (InputEmpty, framework("/name", json!(" "))),
        (InputNotUri, framework("/id", json!("x"))),
        (InputNotUrl, framework("/publisher/url", json!("x"))),
        (InputNotMediaType, at_award(&|a| of(a.with_pinned("https://example.edu/i.png", b"", "png").sign()))),
        (InputNotId, framework("/skills/0/id", json!("Project Work"))),
        (InputNotTime, records(&format!("{assessment}/assessedAt"), json!("yesterday"))),
        (InputNotPoints, framework("/rubrics/0/levels/0/points", json!("many"))),
        (InputNotCount, records(&format!("{assessment}/attempt"), json!(0))),
        (InputUnknownWord, framework("/status", json!("done"))),
        (FrameworkDuplicateId, framework("/skills/1/id", json!("project-work"))),
        (FrameworkDanglingReference, framework("/skills/1/subCompetencies/0", json!("sleep"))),
        (FrameworkRubricWithoutLevels, framework("/rubrics/0/levels", json!([]))),
        (FrameworkPointsNotRising, framework("/rubrics/0/levels/1/points", json!(0))),
        (FrameworkRequiredLevelNotInRubric, framework("/rubrics/0/requiredLevel", json!("top"))),
        (FrameworkSkillWithoutSubCompetencies, framework("/skills/1/subCompetencies", json!([]))),
        (FrameworkTooManySubCompetencies, {
            let mut many: Value = serde_json::from_str(FRAMEWORK).unwrap();
            for i in 0..201 {
                let sub = json!({"id": format!("x{i}"), "name": "X", "description": "d", "rubric": "mastery"});
                many["subCompetencies"].as_array_mut().unwrap().push(sub);
                many["skills"][1]["subCompetencies"].as_array_mut().unwrap().push(json!(format!("x{i}")));
            }
            of(Framework::from_json(many.to_string().as_bytes()))
        }),
        (FrameworkRuleUnusable, framework("/skills/0/completion/rule/total", json!(13))),
        (FrameworkUnknownSkill, of(builtin.skill("welding"))),
        (FrameworkUnknownSubCompetency, of(builtin.sub_competency("welding"))),
        (FrameworkUntranslated, of(builtin.translated("fr"))),
        (LanguageText, of(Language::from_json(Language::english().to_json().replace("{year}", "{years}").as_bytes()))),
        (RecordUnknownSkill, evaluated(&format!("{assessment}/skill"), json!("welding"))),
        (RecordUnknownSubCompetency, evaluated(&format!("{assessment}/subCompetency"), json!("welding"))),
        (RecordSkillWithoutSubCompetency, evaluated(&format!("{assessment}/skill"), json!("empathy"))),
        (RecordUnknownLevel, evaluated(&format!("{assessment}/level"), json!("good"))),
        (RecordPointsOutsideRubric, {
            let record = Record::new(
                Learner::new("l"),
                [Assessment::new(
                    "identify-patterns",
                    Score::Points("5".parse().unwrap()),
                    "2026-05-01T00:00:00Z".parse().unwrap(),
                    Assessor::new(AssessorKind::Facilitator),
                )],
            );
            of(builtin.evaluate(&record, "2026-05-02T00:00:00Z".parse().unwrap()))
        }),
        (
            RecordAwardedTwice,
            evaluated(
                "/records/0/awarded",
                json!([{"skill": "empathy", "at": "2026-05-01T00:00:00Z"}, {"skill": "empathy", "at": "2026-05-02T00:00:00Z"}]),
            ),
        ),
        (
            RecordAwardedAfterAward,
            evaluated("/records/0/awarded", json!([{"skill": "empathy", "at": "2026-06-01T00:00:00Z"}])),
        ),
        (RecordScoreNotOne, records(&format!("{assessment}/points"), json!(3))),
        (RecordAssessedAfterAward, evaluated(&format!("{assessment}/assessedAt"), json!("2026-05-04T09:00:01Z"))),
        (RecordTwoLearners, records(&format!("{assessment}/learner"), json!("s-1002"))),
        (RecordUnknownIdentifierType, records("/records/0/learner/identifiers/0/type", json!("email"))),
        (RecordDuplicateLearner, records("/records/1/learner/id", json!("s-1001"))),
        (RecordUnknownLearner, of(Records::from_json(RECORDS.as_bytes()).unwrap().of("s-9"))),
        (RosterReadFailed, of(Roster::csv(std::io::BufReader::new(Failing), &builtin))),
        (RosterNotUtf8, rows(COLUMNS, b"\xff\n")),
        (RosterEmpty, rows("", "")),
        (RosterMissingColumn, rows("learner_id", "")),
        (RosterRepeatedColumn, rows("learner_id,learner_id", "")),
        (RosterUnknownColumn, {
            let text = format!("{COLUMNS},comment");
            Roster::csv(text.as_bytes(), &builtin).unwrap().warnings().iter().map(Finding::code).collect()
        }),
        (RosterRowTooLong, rows(COLUMNS, "x".repeat(70_000))),
        (RosterNul, rows(COLUMNS, "\0")),
        (RosterQuotes, rows(COLUMNS, "a\"")),
        (RosterFieldCount, rows(COLUMNS, "a")),
        (RosterDuplicateRow, rows(COLUMNS, format!("{ROW}\n{ROW}"))),
        (RosterLearnerDiffers, rows("email,learner_id,sub_competency,level,assessed_on", format!("a,{ROW}\nb,{ROW}"))),
        (RosterTooManyRows, {
            let all: Vec<String> = (1..=4_097).map(|attempt| format!("{ROW},{attempt}\n")).collect();
            rows(&format!("{COLUMNS},attempt"), all.concat())
        }),
        (RosterChanged, {
            let (before, after) = (format!("{COLUMNS}\n{ROW}"), format!("{COLUMNS}\n{ROW}\n{ROW}"));
            let census = Roster::csv(before.as_bytes(), &builtin).unwrap().census().unwrap();
            rejected(Roster::csv(after.as_bytes(), &builtin).unwrap().with_census(census))
        }),
        (RosterMappedTwice, {
            let twice = MAP.replace("\"Mastery\"", "\"mastery\": \"emerging\", \"Mastery\"");
            of(CanvasMap::from_json(twice.as_bytes(), &builtin))
        }),
        (RosterUnknownOutcome, canvas("Attendance", "Mastery")),
        (RosterUnknownRating, canvas("Patterns", "Fair")),
        (KeySeedLength, of(Seed::from_hex("00"))),
        (KeySeedNotHex, of(Seed::from_hex(&"x".repeat(64)))),
        (KeyNotMultikey, of(VerifyingKey::from_multikey("z6Mk"))),
        (KeyWeak, of(VerifyingKey::from_bytes(&[0; 32]))),
        (KeyNotJwk, of(SigningKey::from_jwk("{}"))),
        (KeyNotPem, of(SigningKey::from_pem("x"))),
        (KeyUnsupported, of(SigningKey::from_pem(include_str!("../fixtures/keys/p384.pem")))),
        (KeySecret, of(VerifyingKey::from_multikey(&key().to_multikey()))),
        (KeySignerFailed, {
            let absent = openbadges::key::PublicOnly::new(key().verifying_key());
            of(openbadges::proof::secure(
                &document(),
                &absent,
                &openbadges::proof::ProofOptions::new("did:example:i#k"),
            ))
        }),
        (KeySignerWrong, {
            let prepared = jwt::prepare(&document(), &key().verifying_key(), &JwtOptions::jwk()).unwrap();
            of(prepared.attach(&[0; 64]))
        }),
        (KeyNoRandomness, of(Seed::generate(|_| Err("none")))),
        (IssueRecipientMissing, issued(r#"{"name": "X"}"#, Recipient::new())),
        (IssueRecipientUnusable, issued(r#"{"name": "X"}"#, Recipient::new().with_id("me"))),
        (IssueDeprecated, {
            let deprecated = changed(&builtin.to_json(), "/status", json!("deprecated"));
            let skill = Framework::from_json(deprecated.as_bytes()).unwrap().skill("empathy").unwrap();
            let record = Record::new(Learner::new("l"), earned_assessments());
            let earned =
                skill.evaluate(&record, "2026-05-02T00:00:00Z".parse().unwrap()).unwrap().into_earned().unwrap();
            of(issuer(r#"{"name": "X"}"#).award(&earned, &someone()).sign())
        }),
        (IssueKeyNotOfIssuer, of(issuer(r#"{"name": "X"}"#).with_verification_method("did:example:other#key"))),
        (
            IssueAwardedBeforeAssessed,
            at_award(&|a| of(a.with_awarded_date("2026-04-01T00:00:00Z".parse().unwrap()).sign())),
        ),
        (
            IssueValidUntilNotAfterFrom,
            at_award(&|a| of(a.with_valid_until("2026-04-01T00:00:00Z".parse().unwrap()).sign())),
        ),
        (IssueOtherLineage, at_award(&|a| of(a.with_correction_of(&golden()).sign()))),
        (
            IssueNotNewer,
            at_award(&|a| {
                let first = a.clone().sign().unwrap();
                of(a.with_correction_of(first.credential()).sign())
            }),
        ),
        (IssuePinNotLinked, at_award(&|a| of(a.with_pinned("https://example.edu/i.png", b"", "image/png").sign()))),
        (
            IssuePinnedTwice,
            at_award(&|a| {
                let url = "https://example.edu/i.png";
                of(a.with_image(Image::new(url))
                    .with_pinned(url, b"", "image/png")
                    .with_pinned(url, b"", "image/png")
                    .sign())
            }),
        ),
        (ModelContext, verified("/@context/0", json!("https://example.org"))),
        (
            ModelContextVersion,
            judged(conform, "/@context/1", json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.9.json")),
        ),
        (
            ModelExtensionContext,
            judged(conform, "/credentialStatus", json!({"id": "urn:x:s", "type": "1EdTechRevocationList"})),
        ),
        (ModelUndefinedMember, judged(conform, "/credentialSubject/identifier/0/name", json!("x"))),
        (ModelOutOfRange, judged(conform, "/credentialSubject/result/0/value", json!("99"))),
        (ModelDatesOutOfOrder, judged(conform, "/validUntil", json!("1999-01-01T00:00:00Z"))),
        (ModelEndorsementTarget, judged(conform, "/endorsement", json!([endorsement("urn:x:other")]))),
        (ModelEndorsementUnsigned, judged(conform, "/endorsement", json!([endorsement("urn:x:other")]))),
        (ModelSeveralStatuses, judged(conform, "/credentialStatus", json!([{"id": "urn:x:s", "type": "A"}]))),
        (
            ModelCredentialSchema,
            judged(conform, "/credentialSchema", json!({"id": "https://example.org/s", "type": "JsonSchema"})),
        ),
        (
            ModelOtherKind,
            conform(
                &Document::parse(br#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}"#).unwrap(),
            )
            .iter()
            .map(|f| f.code())
            .collect(),
        ),
        (
            ModelWeakHash,
            judged(conform, "/credentialSubject/identifier/0/identityHash", json!(format!("md5${}", "0".repeat(32)))),
        ),
        (
            ModelPrivateKey,
            Jwk::conform(&Document::parse(br#"{"kty": "OKP", "d": "x"}"#).unwrap()).iter().map(|f| f.code()).collect(),
        ),
        (
            ModelRepeatedValue,
            judged(conform, "/type", json!(["VerifiableCredential", "OpenBadgeCredential", "OpenBadgeCredential"])),
        ),
        (
            ModelOrderNotSigned,
            judged(
                conform,
                "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/0/points",
                json!("2"),
            ),
        ),
        (ModelMoreFindings, judged(conform, "/evidence", json!(vec![7; 501]))),
        (InputNotImage, of(Image::from_png(b"GIF"))),
        (ArtNotAColour, of("red".parse::<Colour>())),
        (ArtLowContrast, of(Theme::new(Colour::WHITE).with_text(Colour::WHITE))),
        (ArtNoGlyph, undrawn()),
        (
            LintPlainIdentifier,
            judged(
                lint,
                "/credentialSubject/identifier",
                json!([{"type": "IdentityObject", "hashed": false, "identityHash": "a@b.example", "identityType": "emailAddress"}]),
            ),
        ),
        (LintUnsaltedIdentifier, judged(lint, "/credentialSubject/identifier/0/salt", json!(""))),
        (LintSaltReused, {
            let identifier =
                serde_json::from_str::<Value>(BADGE).unwrap()["credentialSubject"]["identifier"][0].clone();
            judged(lint, "/credentialSubject/identifier", json!([identifier, identifier]))
        }),
        (LintPersonalDataInId, judged(lint, "/credentialSubject/id", json!("mailto:ann@example.edu"))),
        (LintNoAwardedDate, judged(lint, "/awardedDate", Value::Null)),
        (LintNoImage, judged(lint, "/name", json!("x"))),
        (
            LintNoCriteriaText,
            judged(lint, "/credentialSubject/achievement/criteria", json!({"id": "https://example.edu/criteria"})),
        ),
        (
            LintPrivateEvidence,
            judged(lint, "/evidence", json!([{"type": ["Evidence"], "id": "https://example.edu/?token=1"}])),
        ),
        (LintNotHttps, judged(lint, "/issuer/url", json!("http://example.edu"))),
        (LintNothingToShow, judged(lint, "/issuer", json!("https://example.edu"))),
        (LintOldVersion, judged(lint, "/@context/0", json!("https://www.w3.org/2018/credentials/v1"))),
        (LintEndorsementJwt, judged(lint, "/endorsementJwt", json!(["e30.e30.c2ln"]))),
        (ModelMissingMember, verified("/credentialSubject/achievement", json!({"type": ["Achievement"]}))),
        (ModelWrongType, verified("/name", json!(7))),
        (ModelWrongValue, verified("/validFrom", json!("soon"))),
        (ModelNoRecipient, verified("/credentialSubject", json!({"type": ["AchievementSubject"]}))),
        (ModelEmptyCriteria, verified("/credentialSubject/achievement/criteria", json!({}))),
        (ModelDanglingReference, verified("/credentialSubject/result/0/achievedLevel", json!("urn:x:1"))),
        (
            ModelDescribedTwice,
            issued(r#"{"name": "X"}"#, Recipient::new().with_id(issuer(r#"{"name": "X"}"#).profile().id.clone())),
        ),
        (JsonLdUnknownContext, verified("/@context", json!([contexts[0], contexts[1], "https://example.org/c"]))),
        (JsonLdUndefinedMember, verified("/grade", json!("A"))),
        (JsonLdUndefinedType, verified("/type", json!(["VerifiableCredential", "OpenBadgeCredential", "Diploma"]))),
        (JsonLdRelativeIri, canonicalized(r#", "issuer": "me""#)),
        (JsonLdInvalidContext, canonicalized(r#", "evidence": {"@context": {"name": "urn:x:other"}}"#)),
        (JsonLdInvalidValue, canonicalized(r#", "name": {"@value": ["x"]}"#)),
        (JsonLdDropped, canonicalized(r#", "@graph": "x""#)),
        (JsonLdTooCostly, canonicalized(&format!(r#", "evidence": {{"@context": {many}}}"#))),
        (JsonLdNewerContext, verified("/jti", json!("urn:x:1"))),
        (JsonLdUnsupported, canonicalized(r#", "@nest": {"name": "x"}"#)),
        (
            JsonLdWithoutEffect,
            of(Issuer::from_json(br#"{"name": "X", "otherIdentifier": []}"#, key(), Secret::from_bytes([1; 32]))),
        ),
        (CanonTooSymmetric, canonicalized(&format!(r#", "relatedResource": {alike}"#))),
        (CanonFailed, of(openbadges::proof::canonicalize(&Document::parse(b"[]").unwrap()))),
        (ProofMissing, verified("/proof", json!([]))),
        (ProofMalformed, verified("/proof/proofValue", json!("z0"))),
        (ProofUnknownSuite, verified("/proof/cryptosuite", json!("ecdsa-sd-2023"))),
        (ProofWrongPurpose, {
            let badge =
                Document::parse(changed(BADGE, "/proof/proofPurpose", json!("authentication")).as_bytes()).unwrap();
            of(openbadges::proof::check(&badge, badge.root().get("proof").unwrap(), &key().verifying_key()))
        }),
        (ProofWrongContext, verified("/proof/@context", json!("https://www.w3.org/2018/credentials/v1"))),
        (ProofWrongKey, verified("/proof/cryptosuite", json!("ecdsa-rdfc-2019"))),
        (ProofSignatureInvalid, verified("/name", json!("Critical thinking"))),
        (ProofTooMany, {
            let proof: Value = serde_json::from_str::<Value>(BADGE).unwrap()["proof"].clone();
            verified("/proof", json!(vec![proof; 9]))
        }),
        (ProofNotForUs, {
            let verifier = Verifier::new(Policy::strict()).with_challenge("a challenge");
            let report = verifier.verify(BADGE.as_bytes(), &Resources::new(), "2026-07-01T00:00:00Z".parse().unwrap());
            report.findings().map(|f| f.code()).collect()
        }),
        (JwtNotJws, of(Token::read(b"e30.e30"))),
        (JwtBadHeader, of(Token::read(token(r#"{"alg":"EdDSA"}"#, "{}").as_bytes()))),
        (JwtInsecureAlgorithm, of(Token::read(token(r#"{"alg":"none"}"#, "{}").as_bytes()))),
        (JwtUnknownAlgorithm, of(Token::read(token(r#"{"alg":"ES384"}"#, "{}").as_bytes()))),
        (JwtWrongKey, {
            let other = SigningKey::from_pem(include_str!("../fixtures/keys/p256.pem")).unwrap();
            of(Token::read(token(KID, "{}").as_bytes()).unwrap().check(&other.verifying_key()))
        }),
        (JwtClaimMissing, of(Token::read(token(KID, "{}").as_bytes()).unwrap().credential())),
        (JwtClaimMalformed, of(Token::read(token(KID, r#"{"iss":7}"#).as_bytes()).unwrap().credential())),
        (
            JwtClaimMismatch,
            of(Token::read(token(KID, r#"{"iss":"a:b","issuer":"a:c"}"#).as_bytes()).unwrap().credential()),
        ),
        (JwtTwoCredentials, of(Token::read(token(KID, r#"{"vc":{},"id":"a:b"}"#).as_bytes()).unwrap().credential())),
        (JwtNotIssuable, of(jwt::sign(&Document::parse(b"{}").unwrap(), &key(), &JwtOptions::jwk()))),
        (ProofKeyNotBound, {
            let method = format!("https://badges.example.edu/issuer#{}", key().verifying_key());
            let resources = Resources::new().with_key(method, "https://example.org", key().verifying_key());
            let now = "2026-07-01T00:00:00Z".parse().unwrap();
            let report = Verifier::new(Policy::strict()).verify(HTTPS_BADGE.as_bytes(), &resources, now);
            report.findings().map(|f| f.code()).collect()
        }),
        (
            ProofExpired,
            verified_at(
                &signed_by_hand(|proof| proof["expires"] = json!("2026-06-01T00:00:00Z")),
                "2026-07-01T00:00:00Z",
            ),
        ),
        (DidSyntax, of(Did::parse("did:web:"))),
        (DidWebAddress, of(did::web::document_url(&Did::parse("did:web:192.0.2.1").unwrap()))),
        (DidDocumentMalformed, bound("{}", "#a", ISSUED)),
        (DidDuplicateMethod, bound(&of_controller(&[("#a", ""), ("#a", "")]), "#a", ISSUED)),
        (DidTooManyMethods, bound(&of_controller(&[("#a", ""); 257]), "#a", ISSUED)),
        (DidDocumentMissing, {
            let issuer = "did:web:other.example";
            codes_of(did::bind(&format!("{issuer}#a"), issuer, |_| None, None, ISSUED.parse().unwrap()))
        }),
        (DidDocumentOfAnother, bound(r#"{"id": "did:web:other.example"}"#, "#a", ISSUED)),
        (DidMethodMissing, bound(&of_controller(&[("#a", "")]), "#b", ISSUED)),
        (
            DidNotForAssertions,
            bound(&of_controller(&[("#a", "")]).replace("assertionMethod", "authentication"), "#a", ISSUED),
        ),
        (DidKeyUnusable, bound(&of_controller(&[("#a", "")]).replace("Multikey", "Unheard"), "#a", ISSUED)),
        (
            DidKeyExpired,
            bound(&of_controller(&[("#a", r#","expires":"2026-02-01T00:00:00Z""#)]), "#a", "2026-03-01T00:00:00Z"),
        ),
        (
            DidKeyRevoked,
            bound(&of_controller(&[("#a", r#","revoked":"2026-02-01T00:00:00Z""#)]), "#a", "2026-03-01T00:00:00Z"),
        ),
        (DidKeyExpiredSince, bound(&of_controller(&[("#a", r#","expires":"2026-02-01T00:00:00Z""#)]), "#a", ISSUED)),
        (DidKeyRevokedSince, bound(&of_controller(&[("#a", r#","revoked":"2026-02-01T00:00:00Z""#)]), "#a", ISSUED)),
        (DidNoActiveKey, of(IssuerDocuments::new(Profile::new("did:web:example.edu"), []))),
        (ValidityNotYet, verified_at(BADGE, "2026-01-01T00:00:00Z")),
        (ValidityExpired, verified_at(&resigned("/validUntil", json!("2026-06-01T00:00:00Z")), "2026-07-01T00:00:00Z")),
        (
            StatusUnchecked,
            verified_at(
                &resigned(
                    "/credentialStatus",
                    json!({"id": "urn:x:s", "type": "BitstringStatusListEntry", "statusListCredential": LIST}),
                ),
                "2026-07-01T00:00:00Z",
            ),
        ),
        (
            ProofNotYet,
            verified_at(
                &signed_by_hand(|proof| proof["created"] = json!("2026-08-01T00:00:00Z")),
                "2026-07-01T00:00:00Z",
            ),
        ),
        (FormatUnknown, verified_at("no badge", "2026-07-01T00:00:00Z")),
        (FormatImage, verified_at("<svg/>", "2026-07-01T00:00:00Z")),
        (PolicyOlderDataModel, verified("/@context/0", json!("https://www.w3.org/2018/credentials/v1"))),
        (
            PolicyOlderContext,
            verified("/@context/1", json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json")),
        ),
        (PolicyOlderSuite, {
            // Reading an old suite is all that the crate does with it: the signature is over what the new name would be.
            let old = signed_by_hand(|proof| proof["cryptosuite"] = json!("eddsa-2022"));
            verified_at(&old, "2026-07-01T00:00:00Z")
        }),
        (RecipientMismatch, verified_for(Person::new().with_identifier(IdentifierType::EmailAddress, "b@example.edu"))),
        (RecipientNotComparable, verified_for(Person::new().with_identifier(IdentifierType::SourcedId, "7"))),
        (RecipientWeakMatch, {
            let named = resigned(
                "/credentialSubject/identifier",
                json!([{"type": "IdentityObject", "hashed": false, "identityHash": "Ann", "identityType": "name"}]),
            );
            let (now, person) =
                ("2026-07-01T00:00:00Z".parse().unwrap(), Person::new().with_identifier(IdentifierType::Name, "Ann"));
            let report = Verifier::default().verify_for(named.as_bytes(), &Resources::new(), now, &person);
            report.findings().map(|f| f.code()).collect()
        }),
        (
            TrustDistrusted,
            trusting(TrustRegistry::new().with(did::of_key(&key().verifying_key()), Standing::Distrusted)),
        ),
        (TrustUnknownIssuer, trusting(TrustRegistry::new())),
        (TrustContradictory, of(TrustRegistry::from_json(br#"{"trusted": ["urn:x:1"], "distrusted": ["urn:x:1"]}"#))),
        (AwardNotMet, verified("/credentialSubject/result/0/status", json!("Failed"))),
        (AwardNotShown, verified("/credentialSubject/result/0/resultDescription", json!("urn:x:1"))),
        (AwardNotComparable, verified("/credentialSubject/result/0/achievedLevel", json!("urn:x:1"))),
        (StatusRevoked, status_of("revocation", "7", own_list(|_| {}))),
        (StatusSuspended, status_of("suspension", "7", own_list(|_| {}))),
        (StatusMessage, status_of("message", "7", own_list(|_| {}))),
        (
            StatusListNotVerified,
            status_of("revocation", "8", own_list(|list| list["validUntil"] = json!("2026-06-02T00:00:00Z"))),
        ),
        (StatusListOfAnother, status_of("revocation", "8", status_list(&stranger(), |_| {}))),
        (
            StatusListStale,
            status_of("revocation", "8", own_list(|list| list["credentialSubject"]["ttl"] = json!(1000))),
        ),
        (
            StatusUnknownMethod,
            verified_at(
                &resigned("/credentialStatus", json!({"id": "urn:x:s", "type": "BitstringStatusListEntry"})),
                "2026-07-01T00:00:00Z",
            ),
        ),
        (StatusUnsigned, {
            let badge: Value = serde_json::from_str(BADGE).unwrap();
            let contexts = [
                badge["@context"][0].clone(),
                badge["@context"][1].clone(),
                json!("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"),
            ];
            let mut value: Value = serde_json::from_str(&changed(
                BADGE,
                "/credentialStatus",
                json!({"id": LIST, "type": "1EdTechRevocationList"}),
            ))
            .unwrap();
            value["@context"] = json!(contexts);
            value.as_object_mut().unwrap().remove("proof");
            let list = RevocationList::new(LIST, did::of_key(&key().verifying_key())).to_json().unwrap();
            with_resource(signed_by(value, &key()).as_str(), LIST, Document::parse(list.as_bytes()).unwrap())
        }),
        (LinkedDiffers, {
            let pin = json!([{"id": "https://example.edu/e", "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}]);
            with_resource(&resigned("/relatedResource", pin), "https://example.edu/e", Document::parse(b"{}").unwrap())
        }),
        (LinkedUnknownDigest, {
            let pin = json!([{"id": "https://example.edu/e", "digestSRI": "md5-1B2M2Y8AsgTpgAmY7PhCfg=="}]);
            with_resource(&resigned("/relatedResource", pin), "https://example.edu/e", Document::parse(b"{}").unwrap())
        }),
        (EndorsementNotVerified, endorsed(&[vouching(|value| value["validUntil"] = json!("2026-06-02T00:00:00Z"))])),
        (EndorsementUnknown, {
            let mut unknown: Value = serde_json::from_str(vouching(|_| {}).as_str()).unwrap();
            unknown["proof"]["cryptosuite"] = json!("ecdsa-sd-2023");
            endorsed(&[Document::of(&unknown).unwrap()])
        }),
        (EndorsementNotCounted, {
            let text =
                resigned("/endorsement", json!([serde_json::from_str::<Value>(vouching(|_| {}).as_str()).unwrap()]));
            let verifier = Verifier::default().with_endorsers(TrustRegistry::new());
            let report = verifier.verify(text.as_bytes(), &Resources::new(), "2026-07-01T00:00:00Z".parse().unwrap());
            report.findings().map(|f| f.code()).collect()
        }),
        (EndorsementTooMany, {
            let many: Vec<Document> =
                (0..33).map(|n| vouching(|value| value["id"] = json!(format!("urn:x:{n}")))).collect();
            endorsed(&many)
        }),
        (EndorseWrongTarget, embedding(Format::Embedded(Suite::EddsaRdfc2022), &[vouching(|_| {}).as_str().into()])),
        (
            EndorseTwice,
            embedding(
                Format::Embedded(Suite::EddsaRdfc2022),
                &[of_own(|_| {}).as_str().into(), of_own(|_| {}).as_str().into()],
            ),
        ),
        (EndorseJwtUnderProof, {
            let mut value: Value = serde_json::from_str(of_own(|_| {}).as_str()).unwrap();
            value.as_object_mut().unwrap().remove("proof");
            let kid = JwtOptions::kid(did::verification_method_of_key(&stranger().verifying_key()));
            let token = jwt::sign(&Document::of(&value).unwrap(), &stranger(), &kid).unwrap();
            embedding(Format::Embedded(Suite::EddsaRdfc2022), &[token])
        }),
        (EndorseBreaksBadge, {
            // It describes the issuer of the badge as well.
            let own = issuer(r#"{"name": "X"}"#).profile().id.clone();
            let described = of_own(|value| {
                value["issuer"]["parentOrg"] = json!({"id": own, "type": ["Profile"], "name": "Another name"})
            });
            embedding(Format::Embedded(Suite::EddsaRdfc2022), &[described.as_str().into()])
        }),
        (BundleDigest, of(Bundle::read_sealed(b"{}", "00"))),
        (BundleUnsealed, {
            let bundle = Verifier::default().bundle(
                BADGE.as_bytes(),
                &Resources::new(),
                "2026-07-01T00:00:00Z".parse().unwrap(),
            );
            let bundle = Bundle::read(bundle.unwrap().to_json().as_bytes()).unwrap();
            Verifier::default().verify_bundle(&bundle).findings().map(|f| f.code()).collect()
        }),
        (RefreshNotAccepted, {
            let mut value: Value = serde_json::from_str(BADGE).unwrap();
            value.as_object_mut().unwrap().remove("proof");
            value["@context"]
                .as_array_mut()
                .unwrap()
                .push(json!("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"));
            value["refreshService"] = json!({"id": "https://example.edu/refresh", "type": "1EdTechCredentialRefresh"});
            with_resource(
                signed_by(value, &key()).as_str(),
                "https://example.edu/refresh",
                Document::parse(b"{}").unwrap(),
            )
        }),
        (ResourcesFileName, of(Resources::from_index(br#"{"urn:x:1": "../secret"}"#, |_| Err("not asked")))),
        (ResourcesUnreadable, of(Resources::from_index(br#"{"urn:x:1": "a.json"}"#, |_| Err("no such file")))),
        (OtherFormat, others("/name", json!("N"), Securing::Jwt(Algorithm::EdDsa))),
        (OtherAlgorithm, others("/name", json!("N"), Securing::Jwt(Algorithm::EdDsa))),
        (OtherSuite, others("/proof/cryptosuite", json!("ecdsa-rdfc-2019"), EMBEDDED)),
        (OtherKeyForm, others("/proof/verificationMethod", json!("https://example.edu/issuer#key-1"), EMBEDDED)),
        (OtherDid, others("/proof/verificationMethod", json!("did:jwk:e30#0"), EMBEDDED)),
        (OtherContext, others("/@context/1", json!("https://example.edu/context"), EMBEDDED)),
        (OtherContent, others("/issuer", json!("did:example:issuer"), EMBEDDED)),
        (OtherTooLarge, others("/description", json!("x".repeat(270_000)), EMBEDDED)),
        (OtherIgnored, others("/proof/expires", json!("2027-01-01T00:00:00Z"), EMBEDDED)),
        (OtherNotJudged, others("/issuer/name", json!(7), EMBEDDED)),
        (StatusNotAList, of(Bitstring::decode("u", &Limits::default()))),
        (StatusListTooLarge, {
            let list = Bitstring::new(131_072, 1).unwrap().encode();
            of(Bitstring::decode(&list, &Limits::default().with_status_list_bytes(1_000)))
        }),
        (StatusListTooShort, of(Bitstring::new(100_000, 1))),
        (StatusListForm, {
            let list = Bitstring::new(131_072, 1).unwrap().encode();
            let list = Document::parse(published().as_str().replace(&list, &list[1..]).as_bytes()).unwrap();
            StatusList::read(&list, &Limits::default()).unwrap().warnings().iter().map(Finding::code).collect()
        }),
        (StatusIndexOutOfRange, of(Bitstring::from_bytes(vec![0]).get(8, 1))),
        (StatusValueOutOfRange, of(Bitstring::from_bytes(vec![0]).set(0, 1, 2))),
        (StatusUnsupportedSize, of(Bitstring::from_bytes(vec![0]).get(0, 9))),
        (StatusMalformed, of(StatusList::read(&document(), &Limits::default()))),
        (StatusListUnusable, of(Ledger::create(Settings::new("urn:x:list", "")))),
        (StatusWrongPurpose, of(list().allocate("urn:x:1", "suspension", None, fill))),
        (StatusListFull, {
            let mut draft = list();
            draft.delegate("all", 131_072).unwrap();
            of(draft.allocate("urn:x:1", "revocation", None, fill))
        }),
        (StatusAlreadyAllocated, {
            let mut draft = list();
            draft.allocate("urn:x:1", "revocation", None, fill).unwrap();
            of(draft.allocate("urn:x:1", "revocation", None, fill))
        }),
        (StatusUnknownCredential, of(list().revoke("urn:x:1", None, "2026-07-01T00:00:00Z".parse().unwrap()))),
        (StatusAlreadyRevoked, twice("revocation", |draft, at| draft.revoke("urn:x:1", None, at))),
        (StatusAlreadySuspended, twice("suspension", |draft, at| draft.suspend("urn:x:1", None, at))),
        (StatusNotSuspended, twice("suspension", |draft, at| draft.reinstate("urn:x:1", None, at))),
        (StatusContradictory, {
            let saved = list().commit(|_| Ok::<bool, String>(true)).unwrap().to_json();
            of(Ledger::read(saved.replace("[0,131072]", "[9,9]").as_bytes()))
        }),
        (BatchSkills, of(Issuing::new(&issuer(r#"{"name": "X"}"#), [], as_of()))),
        (BatchJobs, of(semester(&issuer(r#"{"name": "X"}"#)).with_jobs(2000.try_into().unwrap()))),
        (BatchLearnerAgain, {
            let (issuer, record) = (issuer(r#"{"name": "X"}"#), Record::new(Learner::new("s-1"), []));
            semester(&issuer)
                .run([record.clone(), record])
                .flat_map(|answer| match answer.into_made() {
                    Made::Failed(error) => of::<()>(Err(error)),
                    _ => Vec::new(),
                })
                .collect()
        }),
        (BatchJournalUnreadable, of(Journal::read(&b"{}\n"[..]))),
        (StatusConflict, of(list().commit(|_| Ok::<bool, String>(false)))),
        (StatusNotSaved, of(list().commit(|_| Err("disk full")))),
        (StatusClosed, {
            let mut draft = list();
            draft.delegate("a", 10).unwrap();
            let mut part = draft.commit(|_| Ok::<bool, String>(true)).unwrap().start_part("a").unwrap();
            part.close().unwrap();
            of(part.allocate("urn:x:1", "revocation", None, fill))
        }),
        (StatusPart, of(list().close())),
    ]
}

/// A list that is not saved yet.
fn as_of() -> chrono::DateTime<chrono::Utc> {
    "2026-07-01T00:00:00Z".parse().unwrap()
}

fn semester(issuer: &Issuer) -> Issuing<'_> {
    let skill = Framework::twenty_first_century_skills().skill("resilience").unwrap();
    Issuing::new(issuer, [&skill], as_of()).unwrap()
}

fn list() -> Draft {
    Ledger::create(Settings::new("https://example.edu/status", "revocation")).unwrap()
}

fn fill(bytes: &mut [u8]) -> Result<(), String> {
    bytes.iter_mut().zip(1_u8..).for_each(|(byte, n)| *byte = n);
    Ok(())
}

/// The second of two changes.
fn twice(purpose: &str, change: impl Fn(&mut Draft, chrono::DateTime<chrono::Utc>) -> Result<(), Error>) -> Found {
    let mut draft = Ledger::create(Settings::new("https://example.edu/status", purpose)).unwrap();
    draft.allocate("urn:x:1", purpose, None, fill).unwrap();
    let at = "2026-07-01T00:00:00Z".parse().unwrap();
    let _ = change(&mut draft, at);
    of(change(&mut draft, at))
}

fn published() -> Document {
    let ledger = list().commit(|_| Ok::<bool, String>(true)).unwrap();
    let from = "2026-07-01T00:00:00Z".parse().unwrap();
    Publication::of(&ledger, &[], "https://example.edu", from).unwrap().to_document().unwrap()
}

fn verified_for(person: Person) -> Vec<Code> {
    let now = "2026-07-01T00:00:00Z".parse().unwrap();
    let report = Verifier::default().verify_for(BADGE.as_bytes(), &Resources::new(), now, &person);
    report.findings().map(|f| f.code()).collect()
}

const LIST: &str = "https://badges.example.edu/status/1";

/// A status list of the badge's issuer, or of another key, with a change before it is signed.
fn status_list(by: &SigningKey, change: impl Fn(&mut Value)) -> Document {
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 1).unwrap();
    bits.set(7, 1, 1).unwrap();
    let mut list = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": did::of_key(&by.verifying_key())}, "validFrom": "2026-06-01T00:00:00Z",
        "credentialSubject": {
            "id": format!("{LIST}#list"), "type": "BitstringStatusList", "encodedList": bits.encode(),
            "statusPurpose": ["revocation", "suspension", "message"]
        }
    });
    change(&mut list);
    signed_by(list, by)
}

fn signed_by(value: Value, by: &SigningKey) -> Document {
    let options = ProofOptions::new(did::verification_method_of_key(&by.verifying_key()));
    secure(&Document::parse(value.to_string().as_bytes()).unwrap(), by, &options).unwrap()
}

/// What is found in a badge with an entry of this purpose and index, with this list.
fn status_of(purpose: &str, index: &str, list: Document) -> Found {
    let entry = json!({"id": format!("{LIST}#{index}"), "type": "BitstringStatusListEntry", "statusPurpose": purpose,
        "statusListIndex": index, "statusListCredential": LIST});
    with_resource(&resigned("/credentialStatus", entry), LIST, list)
}

fn with_resource(badge: &str, url: &str, document: Document) -> Found {
    let resources = Resources::new().with_document(url, document);
    let report = Verifier::default().verify(badge.as_bytes(), &resources, "2026-07-01T00:00:00Z".parse().unwrap());
    report.findings().map(|f| f.code()).collect()
}

fn own_list(change: impl Fn(&mut Value)) -> Document {
    status_list(&key(), change)
}

fn stranger() -> SigningKey {
    SigningKey::from_seed(&Seed::from_bytes([3; 32]))
}

/// An endorsement of the badge, by a stranger.
fn vouching(change: impl Fn(&mut Value)) -> Document {
    let badge: Value = serde_json::from_str(BADGE).unwrap();
    let mut value = json!({
        "@context": badge["@context"], "id": "urn:x:endorsement", "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement", "issuer": {"id": did::of_key(&stranger().verifying_key()), "type": ["Profile"]},
        "validFrom": "2026-06-01T00:00:00Z",
        "credentialSubject": {"id": badge["id"], "type": ["EndorsementSubject"], "endorsementComment": "Good."}
    });
    change(&mut value);
    signed_by(value, &stranger())
}

/// What is found in the badge with these endorsements.
fn endorsed(endorsements: &[Document]) -> Vec<Code> {
    let values: Vec<Value> = endorsements.iter().map(|own| serde_json::from_str(own.as_str()).unwrap()).collect();
    verified_at(&resigned("/endorsement", values.into()), "2026-07-01T00:00:00Z")
}

/// What signing a badge with these endorsements gives; they are verified.
fn embedding(format: Format, endorsements: &[String]) -> Found {
    let now = "2026-07-01T00:00:00Z".parse().unwrap();
    let (earned, recipient) = (earned(), Recipient::new().with_id("did:example:learner"));
    let issuer = issuer(r#"{"name": "X"}"#);
    let mut award = issuer.award(&earned, &recipient).with_format(format).with_id(OWN_ID);
    for endorsement in endorsements {
        let report = Verifier::default().verify_endorsement(endorsement.as_bytes(), &Resources::new(), now);
        award = award.with_endorsement(&report.into_verified_endorsement().unwrap());
    }
    of(award.sign())
}

const OWN_ID: &str = "urn:x:badge";

fn of_own(change: impl Fn(&mut Value)) -> Document {
    vouching(|value| {
        value["credentialSubject"]["id"] = OWN_ID.into();
        change(value);
    })
}

fn trusting(registry: TrustRegistry) -> Vec<Code> {
    let now = "2026-07-01T00:00:00Z".parse().unwrap();
    let report = Verifier::default().with_trust(registry).verify(BADGE.as_bytes(), &Resources::new(), now);
    report.findings().map(|f| f.code()).collect()
}

/// The cases of badges in images.
fn of_images() -> Vec<(Code, Found)> {
    use Code::*;
    const PNG: &[u8] = include_bytes!("../fixtures/badge.png");
    const SVG: &[u8] = include_bytes!("../fixtures/badge.svg");
    const JWS: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";
    let baked = |image: &[u8], credential: &str| of(bake(image, credential, Existing::Refuse));
    let svg = |content: &str| {
        of(unbake(format!("<svg xmlns:ob='https://purl.imsglobal.org/ob/v3p0'>{content}</svg>").as_bytes()))
    };
    let credential = |text: &str| format!("<ob:credential>{text}</ob:credential>");
    let cut = &PNG[..PNG.len() - 12];
    let mut damaged = PNG.to_vec();
    damaged[50] ^= 1;
    let occupied = bake(SVG, JWS, Existing::Refuse).unwrap();
    let small = |limits: Limits| of(bake_within(PNG, JWS, Existing::Refuse, &limits));
    vec![
        (BakeUnknownImage, baked(b"GIF89a", JWS)),
        (BakeBadPng, of(unbake(cut))),
        (BakeChecksum, baked(&damaged, JWS)),
        (BakeBadSvg, of(unbake(b"<svg><g></svg>"))),
        (BakeDoctype, of(unbake(b"<!DOCTYPE svg []><svg/>"))),
        (BakeNotUtf8, of(unbake(b"<svg a='\xe9'/>"))),
        (BakeTooLarge, small(Limits::default().with_image_bytes(PNG.len()))),
        (BakeTooManyParts, small(Limits::default().with_image_parts(2))),
        (BakeOccupied, baked(&occupied, JWS)),
        (BakeSeveralBadges, svg(&format!("{}{}", credential("{}"), credential(JWS)))),
        (BakeUnreadableBadge, svg(&credential("<g/>"))),
        (BakeNotACredential, baked(PNG, r#"{"type": "Profile"}"#)),
        (BakeNotInXml, baked(SVG, "{\"type\": \"VerifiableCredential\", \"proof\": \"\u{fffe}\"}")),
        (BakeNoBadge, of(unbake_within(PNG, &Limits::default()).unwrap().into_credential())),
        (BakeEarlierVersion, {
            let svg = b"<svg xmlns:old='http://openbadges.org'><old:assertion verify='x'/></svg>";
            of(unbake(svg).unwrap().into_credential())
        }),
    ]
}

#[test]
fn every_code_has_a_case() {
    let mut seen = BTreeSet::new();
    for (code, found) in cases().into_iter().chain(of_images()) {
        assert!(found.contains(&code), "{code}: {found:?}");
        seen.insert(code);
    }
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !seen.contains(code)).collect();
    assert_eq!(missing, Vec::<&Code>::new());
}
