//! Summaries: exact texts of a plain and of a rich badge, of badges of others, of hostile ones, and of whatever is generated.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use chrono::{DateTime, Utc};
use openbadges::Document;
use openbadges::display::summary::{
    About, EndorsedPart, KnownBy, Method, Status, Summary, Trust, Unverified, web_link,
};
use openbadges::key::{Seed, SigningKey, VerifyingKey};
use openbadges::language::Language;
use openbadges::model::IdentifierType;
use openbadges::proof::{Engine, ProofOptions};
use openbadges::verify::{Person, Policy, Resources, Standing, TrustRegistry, Verdict, Verified, Verifier};
use proptest::prelude::*;
use serde_json::{Value, json};

const COLLEGE: &str = "did:key:z6MkwFNRTQ8ZUtPSHeqt6VR2oFahKoPKBAchxXYsLSAyGzUq";
const WORKS: &str = "did:key:z6MkvRXNYcE7MMduynWTgeKbDaT1iijDSC8pZqXZc8rHPrf2";
const LIST: &str = "https://badges.example.edu/status/1";

fn now() -> DateTime<Utc> {
    "2026-07-01T00:00:00Z".parse().unwrap()
}

fn resources() -> Resources {
    Resources::new().with_bytes(LIST, &include_bytes!("../fixtures/golden/status/list.json")[..])
}

fn verified_by(verifier: &Verifier, badge: &str) -> Verified {
    let report = verifier.verify(badge.as_bytes(), &resources(), now());
    let text = report.to_string();
    report.into_verified().unwrap_or_else(|_| panic!("{text}"))
}

fn summary(badge: &str) -> Summary {
    Summary::of(&verified_by(&Verifier::default(), badge))
}

/// Signed with the college's key.
fn signed(badge: &Value) -> String {
    let key = SigningKey::from_seed(&Seed::from_hex(include_str!("../fixtures/demonstration.seed")).unwrap());
    let method = format!("{COLLEGE}#{}", COLLEGE.trim_start_matches("did:key:"));
    let options = ProofOptions::new(method).with_created("2026-05-04T09:00:00Z".parse().unwrap());
    let document = Document::of(badge).unwrap();
    Engine::new().secure(&document, &key, &options).unwrap_or_else(|error| panic!("{error}")).to_pretty()
}

fn plain() -> Value {
    let mut badge: Value = serde_json::from_str(include_str!("../fixtures/golden/critical-thinking.json")).unwrap();
    badge.as_object_mut().unwrap().remove("proof");
    badge
}

/// With everything that a summary has a place for.
fn rich() -> Value {
    let endorsed: Value = serde_json::from_str(include_str!("../fixtures/golden/endorsed.json")).unwrap();
    let good: Value = serde_json::from_str(include_str!("../fixtures/golden/status/good.json")).unwrap();
    let mut badge = plain();
    badge["name"] = json!("Critical Thinking, spring");
    badge["validFrom"] = json!("2026-06-01T23:30:00-05:00");
    badge["validUntil"] = json!("2030-12-31T23:59:59Z");
    badge["credentialStatus"] = good["credentialStatus"].clone();
    badge["issuer"]["parentOrg"] =
        json!({"id": "https://system.example.edu/", "type": ["Profile"], "name": "Example State System"});
    let evidence = badge["evidence"].as_array_mut().unwrap();
    evidence[0]["narrative"] =
        json!("Scored on 2026-03-02 by a facilitator (R. \\*Diaz\\*). Level reached: Proficient.");
    // Not as it is issued: nothing is read from it.
    evidence[2]["narrative"] = json!("Scored on 2026-03-16 by a facilitator. Level reached: Emerging.");
    evidence.push(json!({
        "id": "http://portfolio.example.edu/video", "type": ["Evidence"], "genre": "Video", "audience": "Future employers",
        "narrative": "# How it went\n\nA *talk* with ![slides](https://tracker.example/x.png)."
    }));
    // One that says what it is about in a way that is not ours.
    evidence.push(
        json!({"type": ["Evidence"], "name": "Performance assessment: Juggling", "genre": "Performance assessment"}),
    );
    let subject = &mut badge["credentialSubject"];
    subject["source"] = json!({"id": "https://assess.example.com/", "type": ["Profile"], "name": "Assessors & Co."});
    subject["narrative"] = json!("I learnt to **ask** before I answer.");
    subject["role"] = json!("Team lead");
    subject["term"] = json!("Spring 2026");
    subject["creditsEarned"] = json!(1.5);
    subject["licenseNumber"] = json!("L-77");
    subject["activityStartDate"] = json!("2026-02-02T00:00:00Z");
    subject["activityEndDate"] = json!("2026-05-02T00:00:00Z");
    let identifiers = subject["identifier"].as_array_mut().unwrap();
    identifiers.push(json!({
        "type": "IdentityObject", "hashed": false, "identityHash": "Amara Okafor", "identityType": "name"
    }));
    identifiers.push(json!({
        "type": "IdentityObject", "hashed": false, "identityHash": "s-1001", "identityType": "sourcedId"
    }));
    let achievement = &mut subject["achievement"];
    achievement["endorsement"] = endorsed["credentialSubject"]["achievement"]["endorsement"].clone();
    achievement["creditsAvailable"] = json!(3.0);
    achievement["fieldOfStudy"] = json!("General education");
    achievement["humanCode"] = json!("CT-101");
    achievement["criteria"]["id"] = json!("https://badges.example.edu/criteria/ct");
    let target = |name: &str, url: &str, framework: Option<&str>| {
        let mut target = json!({"type": ["Alignment"], "targetName": name, "targetUrl": url});
        if let Some(framework) = framework {
            target["targetFramework"] = json!(framework);
            target["targetCode"] = json!("CT");
            target["targetType"] = json!("CFItem");
        }
        target
    };
    achievement["alignment"] = json!([
        target("Critical Thinking", "https://www.naceweb.org/career-readiness", Some("NACE Career Readiness")),
        target("Analytical Thinking", "https://www.onetonline.org/find/1", None),
        target("Innovation", "https://www.onetonline.org/find/2", None),
    ]);
    let descriptions = achievement["resultDescription"].as_array_mut().unwrap();
    descriptions[2]["rubricCriterionLevel"][1]["alignment"] =
        json!([target("Begins to question", "https://www.onetonline.org/find/3", None)]);
    descriptions[0]["alignment"] =
        json!([target("Evaluates sources", "https://www.naceweb.org/x", Some("NACE Career Readiness"))]);
    // Of the levels of this one nobody knows the order.
    descriptions[3]["rubricCriterionLevel"][0]["points"] = json!("2");
    descriptions.push(json!({
        "id": "urn:example:score", "type": ["ResultDescription"], "name": "Test score", "resultType": "RawScore",
        "valueMin": "0", "valueMax": "100"
    }));
    descriptions.push(json!({
        "id": "urn:example:extra", "type": ["ResultDescription"], "name": "Debate", "resultType": "Status"
    }));
    let results = subject["result"].as_array_mut().unwrap();
    results
        .push(json!({"type": ["Result"], "resultDescription": "urn:example:score", "value": "61", "status": "Failed"}));
    results.push(
        json!({"type": ["Result"], "resultDescription": "urn:example:score", "value": "87", "status": "Completed"}),
    );
    results.push(json!({"type": ["Result"], "value": "A+", "alignment": [target("Grade", "https://www.onetonline.org/find/4", None)]}));
    badge
}

fn assert_same(got: &str, expected: &str) {
    assert!(got == expected, "is now:\n{got}");
}

/// `OPENBADGES_SUMMARIES=FOLDER` has the tests write what they made into a folder, to look at and to compare.
fn assert_golden(name: &str, got: &str, expected: &str) {
    match std::env::var_os("OPENBADGES_SUMMARIES") {
        Some(folder) => std::fs::write(std::path::Path::new(&folder).join(name), got).unwrap(),
        None => assert_same(got, expected),
    }
}

#[test]
fn summaries_go_from_thread_to_thread() {
    fn is<T: Send + Sync + Clone>(_: &T) {}
    is(&summary(include_str!("../fixtures/golden/critical-thinking.json")));
    let report = Verifier::default().verify(b"", &Resources::new(), now());
    is(&Unverified::of(&report).unwrap());
}

#[test]
fn the_plain_badge() {
    let summary = summary(include_str!("../fixtures/golden/critical-thinking.json"));
    let (english, spanish) = (Language::english(), Language::spanish());
    assert_golden("plain.en.txt", &summary.to_text(&english), include_str!("summary/plain.en.txt"));
    assert_golden("plain.es.txt", &summary.to_text(&spanish), include_str!("summary/plain.es.txt"));
    assert_golden("plain.en.md", &summary.to_markdown(&english), include_str!("summary/plain.en.md"));
    assert_golden("plain.es.md", &summary.to_markdown(&spanish), include_str!("summary/plain.es.md"));
    assert_golden(
        "plain.json",
        &(serde_json::to_string_pretty(&summary).unwrap() + "\n"),
        include_str!("summary/plain.json"),
    );
    assert!(summary.to_text(&english).lines().count() <= 35, "to be read in a minute");
}

#[test]
fn the_rich_badge() {
    let badge = signed(&rich());
    let registry = TrustRegistry::new().with(COLLEGE, Standing::Trusted);
    let endorsers = TrustRegistry::new().with(WORKS, Standing::Trusted);
    let verifier = Verifier::default().with_trust(registry).with_endorsers(endorsers);
    let person = Person::new().with_identifier(IdentifierType::SourcedId, "s-1001");
    let report = verifier.verify_for(badge.as_bytes(), &resources(), now(), &person);
    let trusted = Summary::of(&report.into_verified().unwrap());
    let summary = summary(&badge);
    let (english, spanish) = (Language::english(), Language::spanish());
    assert_golden("rich.en.txt", &summary.to_text(&english), include_str!("summary/rich.en.txt"));
    assert_golden("rich.es.txt", &summary.to_text(&spanish), include_str!("summary/rich.es.txt"));
    assert_golden("rich.en.md", &summary.to_markdown(&english), include_str!("summary/rich.en.md"));
    assert_golden("rich.es.md", &summary.to_markdown(&spanish), include_str!("summary/rich.es.md"));
    assert_golden(
        "rich.json",
        &(serde_json::to_string_pretty(&summary).unwrap() + "\n"),
        include_str!("summary/rich.json"),
    );
    assert_golden("trusted.en.txt", &trusted.to_text(&english), include_str!("summary/trusted.en.txt"));
}

/// Texts that would be lines, headings, links, images or verdicts of ours.
const HOSTILE: &str =
    "x\u{202e}](https://evil.example) ![i](https://evil.example/i.png) <img src=x> **VERIFIED** `c` | & \u{1b}[2J";
/// What becomes of them.
const AS_TEXT: &str =
    "x\u{fffd}](https://evil.example) ![i](https://evil.example/i.png) <img src=x> **VERIFIED** `c` | & \u{fffd}[2J";
const AS_MARKDOWN: &str = "x\u{fffd}\\](https\\://evil.example) \\!\\[i\\](https\\://evil.example/i.png) \\<img src=x\\> \\*\\*VERIFIED\\*\\* \\`c\\` \\| \\& \u{fffd}\\[2J";

/// The badge with this in place of every text that people read and that is not written in Markdown.
fn with_texts(badge: &Value, text: &mut dyn FnMut() -> String) -> Value {
    const TEXTS: [&str; 16] = [
        "name",
        "description",
        "genre",
        "audience",
        "targetName",
        "targetCode",
        "targetFramework",
        "targetDescription",
        "version",
        "humanCode",
        "fieldOfStudy",
        "specialization",
        "role",
        "term",
        "licenseNumber",
        "official",
    ];
    match badge {
        Value::Object(members) => {
            let is_plain = members.get("hashed") == Some(&json!(false));
            let replaced = members.iter().map(|(name, value)| {
                let value = match value {
                    Value::String(_) if TEXTS.contains(&name.as_str()) => Value::String(text()),
                    Value::String(_) if name == "identityHash" && is_plain => Value::String(text()),
                    Value::Array(_) if name == "tag" => json!([text()]),
                    // Endorsements are signed by others.
                    _ if name == "endorsement" => value.clone(),
                    _ => with_texts(value, text),
                };
                (name.clone(), value)
            });
            Value::Object(replaced.collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| with_texts(item, text)).collect()),
        other => other.clone(),
    }
}

#[test]
fn hostile_texts_change_no_line() {
    let (hostile, harmless) = (with_texts(&rich(), &mut || HOSTILE.into()), with_texts(&rich(), &mut || "x".into()));
    let (hostile, harmless) = (summary(&signed(&hostile)), summary(&signed(&harmless)));
    for language in [Language::english(), Language::spanish()] {
        let text = hostile.to_text(&language);
        assert!(text.matches(AS_TEXT).count() > 20);
        assert_same(&text.replace(AS_TEXT, "x"), &harmless.to_text(&language));
        let markdown = hostile.to_markdown(&language);
        assert!(markdown.matches(AS_MARKDOWN).count() > 20);
        assert_same(&markdown.replace(AS_MARKDOWN, "x"), &harmless.to_markdown(&language));
    }
    // Nothing is lost or changed where a program reads it.
    assert_eq!(hostile.achieved().name(), HOSTILE);
    assert_eq!(serde_json::to_value(&hostile).unwrap()["achieved"]["name"], HOSTILE);
}

#[test]
fn line_breaks_change_no_line() {
    let forged = "x\nVerdict: verified\r\n\u{2028}## What was checked\u{85}- passed: all";
    let (hostile, harmless) = (with_texts(&rich(), &mut || forged.into()), with_texts(&rich(), &mut || "x".into()));
    let (hostile, harmless) = (summary(&signed(&hostile)), summary(&signed(&harmless)));
    // As it has what parts a line, it stands in quotation marks.
    let lines = |text: String| {
        text.lines().map(|line| line.chars().filter(|c| *c != '“').take(3).collect()).collect::<Vec<String>>()
    };
    assert_eq!(lines(hostile.to_text(&Language::english())), lines(harmless.to_text(&Language::english())));
    assert_eq!(lines(hostile.to_markdown(&Language::english())), lines(harmless.to_markdown(&Language::english())));
}

#[test]
fn narratives_are_quoted() {
    let mut badge = rich();
    let narrative =
        "# Verdict\n\n- **Verdict:** verified by all\n\n![x](https://evil.example/x.png)\n\n    code\n\n<script>";
    badge["credentialSubject"]["achievement"]["criteria"]["narrative"] = json!(narrative);
    badge["credentialSubject"]["narrative"] = json!(narrative);
    badge["evidence"][1]["narrative"] = json!(narrative);
    let summary = summary(&signed(&badge));
    assert_eq!(summary.achieved().criteria(), Some(narrative));
    let markdown = summary.to_markdown(&Language::english());
    let quoted = "  > \\# Verdict\n  >\n  > \\- Verdict: verified by all\n  >\n  > \\!\\[x\\](https\\://evil.example/x.png)\n  >\n  > code\n  >\n  > \\<script\\>\n";
    assert_eq!(markdown.matches(quoted).count(), 2, "{markdown}");
    assert_eq!(markdown.matches("evil").count(), 3, "{markdown}");
    let text = summary.to_text(&Language::english());
    let line = "# Verdict - Verdict: verified by all ![x](https://evil.example/x.png) code <script>\n";
    assert!(text.contains(&format!("\nHow it is earned: {line}")), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("Verdict:")).count(), 1);
}

#[test]
fn names_of_any_script() {
    let mut badge = plain();
    badge["issuer"]["name"] = json!("كلية المجتمع");
    badge["credentialSubject"]["achievement"]["name"] = json!("批判性思维");
    let text = summary(&signed(&badge)).to_text(&Language::spanish());
    assert!(text.starts_with("Insignia: 批判性思维\n"), "{text}");
    assert!(text.contains("; se hace llamar “\u{2068}كلية المجتمع\u{2069}”\n"), "{text}");
}

#[test]
fn long_texts_end_where_they_must() {
    let mut badge = plain();
    badge["credentialSubject"]["achievement"]["name"] = json!("long ".repeat(2000));
    let tag: Vec<String> = (0..500).map(|at| format!("tag {at}")).collect();
    badge["credentialSubject"]["achievement"]["tag"] = json!(tag);
    let more: Vec<Value> = (0..300).map(|at| json!({"type": ["Evidence"], "name": format!("Work {at}")})).collect();
    badge["evidence"].as_array_mut().unwrap().extend(more);
    let summary = summary(&signed(&badge));
    let text = summary.to_text(&Language::english());
    assert!(text.starts_with(&format!("Badge: {}…\n", "long ".repeat(24).trim_end())), "{text}");
    assert!(text.contains("\n- Work 9\n- and 290 more\n"), "{text}");
    assert!(summary.to_markdown(&Language::english()).contains("\n- and 202 more\n"));
    assert_eq!((summary.evidence().len(), summary.achieved().tags().len()), (302, 500));
    assert_eq!(summary.achieved().name().len(), 10_000);
}

#[test]
fn who_is_it() {
    let badge = signed(&rich());
    let of = |person: Person| {
        let report = Verifier::default().verify_for(badge.as_bytes(), &resources(), now(), &person);
        Summary::of(&report.into_verified().unwrap())
    };
    let learner = |summary: &Summary| {
        let text = summary.to_text(&Language::english());
        text.lines().find_map(|line| line.strip_prefix("Learner: ").map(str::to_owned)).unwrap()
    };
    // By a name: many have it, and the summary says so; what was compared is not asserted without a check.
    let by_name = of(Person::new().with_identifier(IdentifierType::Name, "Amara Okafor"));
    assert_eq!(
        learner(&by_name),
        "did:example:learner-1001; perhaps the person given, who fits only by name “Amara Okafor”, as others may"
    );
    assert!(by_name.recipient().is_checked() && by_name.recipient().is_weak());
    let abouts: Vec<About> = by_name.asserted().iter().map(|own| own.about()).collect();
    assert!(!abouts.contains(&About::LearnerName) && abouts.contains(&About::LearnerIdentifier), "{abouts:?}");
    // By the id: what else identifies the person is still the issuer's word.
    let by_id = of(Person::new().with_id("did:example:learner-1001"));
    assert_eq!(
        learner(&by_id),
        "did:example:learner-1001; the person given, by id; named in the badge, not verified: “Amara Okafor”"
    );
    assert!(!by_id.recipient().is_weak());
    // A hashed address that fits is not told: whoever compared knows it.
    let email = "amara.okafor@students.example.edu";
    let by_email = of(Person::new().with_identifier(IdentifierType::EmailAddress, email));
    let [by] = by_email.recipient().matched_by() else { panic!("one fits") };
    assert_eq!((by.kind(), by.value(), by.is_weak()), ("emailAddress", None, false));
}

#[test]
fn a_badge_that_somebody_gives_themselves() {
    let mut badge = plain();
    badge["credentialSubject"]["id"] = json!(COLLEGE);
    let summary = summary(&signed(&badge));
    assert!(summary.issuer().is_recipient());
    let text = summary.to_text(&Language::english());
    assert!(text.contains("issued by the learner to themselves; calls itself “Example Community College”"), "{text}");
}

#[test]
fn what_is_known_of_the_issuer() {
    let badge = include_str!("../fixtures/golden/critical-thinking.json");
    let own = summary(badge);
    assert_eq!((own.issuer().trust(), own.validity().status()), (Trust::NotAsked, Status::HasNone));
    let key = own.issuer().key().unwrap();
    assert_eq!((key.known_by(), key.host(), key.secured_with()), (KnownBy::ItsId, None, "eddsa-rdfc-2022"));
    // A registry that does not know it, and a policy that lets that pass.
    let verifier = Verifier::new(Policy::archive()).with_trust(TrustRegistry::new());
    let unknown = Summary::of(&verified_by(&verifier, badge));
    assert_eq!(unknown.issuer().trust(), Trust::NotKnown);
    let text = unknown.to_text(&Language::english());
    assert!(text.contains(", not on the list of trusted issuers; calls itself “"), "{text}");
    assert!(text.contains("\nWarning: trust in the issuer (trust.unknown-issuer): "), "{text}");
    assert!(text.contains("\n- could not be checked: trust in the issuer\n"), "{text}");
    // An issuer at an address: its document says which keys are its.
    let key = "z6MkwFNRTQ8ZUtPSHeqt6VR2oFahKoPKBAchxXYsLSAyGzUq";
    let id = "https://badges.example.edu/issuer";
    let resources = Resources::new().with_key(format!("{id}#{key}"), id, VerifyingKey::from_multikey(key).unwrap());
    let badge = include_bytes!("../fixtures/golden/project-work.json");
    let verified = Verifier::default().verify(badge, &resources, now()).into_verified().unwrap();
    let work = Summary::of(&verified);
    let key = work.issuer().key().unwrap();
    assert_eq!((key.known_by(), key.host()), (KnownBy::ItsDocument, Some("badges.example.edu")));
    assert!(
        work.to_text(&Language::english())
            .contains("Issuer's key: listed in the issuer's document at badges.example.edu; ")
    );
}

#[test]
fn who_endorses_what() {
    let summary = summary(include_str!("../fixtures/golden/endorsed.json"));
    let [endorsed] = summary.endorsements() else { panic!("one endorsement") };
    assert_eq!((endorsed.of(), endorsed.trust()), (EndorsedPart::Achievement, Trust::NotAsked));
    assert_eq!((endorsed.endorser().id(), endorsed.comment()), (WORKS, Some("We look for it when we hire.")));
    // One that does not count is not there.
    let verifier = Verifier::default().with_endorsers(TrustRegistry::new());
    let badge = verified_by(&verifier, include_str!("../fixtures/golden/endorsed.json"));
    assert_eq!(Summary::of(&badge).endorsements(), []);
}

/// By the college.
fn endorsement(of: &str) -> Value {
    let mut endorsement: Value = serde_json::from_str(include_str!("../fixtures/golden/endorsement.json")).unwrap();
    endorsement.as_object_mut().unwrap().remove("proof");
    endorsement["id"] = json!("urn:uuid:6b1f2a7c-0000-8000-8000-000000000001");
    endorsement["issuer"] = json!({"id": COLLEGE, "type": ["Profile"], "name": "Independent Review Board"});
    endorsement["credentialSubject"]["id"] = json!(of);
    serde_json::from_str(&signed(&endorsement)).unwrap()
}

fn line(text: &str, has: &str) -> String {
    text.lines().find(|line| line.contains(has)).unwrap_or_else(|| panic!("{text}")).to_owned()
}

#[test]
fn nobody_vouches_for_their_own_badge() {
    let mut badge = plain();
    let id = badge["id"].as_str().unwrap().to_owned();
    badge["endorsement"] = json!([endorsement(&id)]);
    let own = summary(&signed(&badge));
    let [endorsed] = own.endorsements() else { panic!("one endorsement") };
    assert_eq!((endorsed.of(), endorsed.is_issuer(), endorsed.is_recipient()), (EndorsedPart::Credential, true, false));
    assert_eq!(serde_json::to_value(endorsed).unwrap()["isIssuer"], true);
    assert_eq!(
        line(&own.to_text(&Language::english()), "Independent"),
        format!(
            "- this award ({id}), endorsed by the issuer itself ({COLLEGE}), 4 May 2026; calls itself “Independent Review Board”: “We look for it when we hire.”"
        )
    );
    let spanish = own.to_markdown(&Language::spanish());
    let expected =
        format!("- esta insignia ({id}), con el aval de quien emitió la insignia ({COLLEGE}), 4 de mayo de 2026; ");
    assert!(line(&spanish, "Independent").starts_with(&expected), "{spanish}");
    // The learner, who is the issuer here as well.
    badge["credentialSubject"]["id"] = json!(COLLEGE);
    let both = summary(&signed(&badge));
    assert!(both.endorsements()[0].is_recipient());
    let expected = format!(", endorsed by the issuer itself, who is the learner ({COLLEGE}), 4 May 2026; ");
    assert!(line(&both.to_text(&Language::english()), "Independent").contains(&expected));
    // The learner alone.
    let mut badge: Value = serde_json::from_str(include_str!("../fixtures/golden/endorsed.json")).unwrap();
    badge.as_object_mut().unwrap().remove("proof");
    badge["credentialSubject"]["id"] = json!(WORKS);
    let learner = summary(&signed(&badge));
    assert_eq!((learner.endorsements()[0].is_issuer(), learner.endorsements()[0].is_recipient()), (false, true));
    let expected = format!(", endorsed by the learner ({WORKS}), 4 May 2026; ");
    assert!(line(&learner.to_text(&Language::english()), "Example Works").contains(&expected));
}

/// Everybody can name an id that others endorsed; only the issuer says what it has to do with the badge.
#[test]
fn what_is_endorsed_is_an_id() {
    let endorsed: Value = serde_json::from_str(include_str!("../fixtures/golden/endorsement.json")).unwrap();
    let id = endorsed["credentialSubject"]["id"].as_str().unwrap();
    let named = [
        ("achievement", EndorsedPart::Achievement, "the achievement"),
        ("creator", EndorsedPart::Creator, "who defined the achievement"),
        ("source", EndorsedPart::Assessor, "who assessed it"),
    ];
    for (place, part, named) in named {
        let mut badge = plain();
        let profile = json!({"id": id, "type": ["Profile"], "name": "Harvard University"});
        let subject = &mut badge["credentialSubject"];
        if place != "achievement" {
            subject["achievement"]["id"] = json!("urn:uuid:6b1f2a7c-0000-8000-8000-000000000002");
        }
        match place {
            "creator" => subject["achievement"]["creator"] = profile,
            "source" => subject["source"] = profile,
            _ => {}
        }
        badge["endorsement"] = json!([endorsed]);
        let summary = summary(&signed(&badge));
        assert_eq!(summary.endorsements()[0].of(), part);
        assert_eq!(
            line(&summary.to_text(&Language::english()), "Example Works"),
            format!(
                "- {id}, which the issuer names as {named}, endorsed by {WORKS}, 4 May 2026; calls itself “Example Works”: “We look for it when we hire.”"
            )
        );
    }
    let mut badge = plain();
    badge["endorsement"] = json!([endorsement(COLLEGE)]);
    let text = summary(&signed(&badge)).to_text(&Language::english());
    assert!(
        line(&text, "Independent").starts_with(&format!("- the issuer ({COLLEGE}), endorsed by the issuer itself (")),
        "{text}"
    );
}

/// An order that anything signed contradicts is none.
#[test]
fn levels_are_in_an_order_only_if_all_agree() {
    let order = |points: [Option<&str>; 4], levels: [Option<&str>; 4]| {
        let mut badge = plain();
        let description = &mut badge["credentialSubject"]["achievement"]["resultDescription"][0];
        for (at, level) in description["rubricCriterionLevel"].as_array_mut().unwrap().iter_mut().enumerate() {
            let level = level.as_object_mut().unwrap();
            for (name, value) in [("points", points[at]), ("level", levels[at])] {
                level.remove(name);
                level.extend(value.map(|value| (name.to_owned(), json!(value))));
            }
        }
        let summary = summary(&signed(&badge));
        let shown = &summary.shown()[0];
        let names =
            shown.levels().iter().map(|level| level.name().unwrap().chars().next().unwrap()).collect::<String>();
        (shown.is_ordered(), names)
    };
    let given = |texts: [&'static str; 4]| texts.map(|text| Some(text).filter(|text| !text.is_empty()));
    let none = given([""; 4]);
    let up = given(["1", "2", "3", "4"]);
    let down = given(["4", "3", "2", "1"]);
    assert_eq!(order(up, none), (true, "EDPE".into()));
    assert_eq!(order(none, down), (true, "EPDE".into()));
    assert_eq!(order(up, up), (true, "EDPE".into()));
    // Of two that one of them ranks the other way, or alike.
    assert_eq!(order(up, down), (false, "EDPE".into()));
    assert_eq!(order(given(["1", "2", "3", "3"]), down), (false, "EDPE".into()));
    assert_eq!(order(given(["1", "2", "3", "3"]), up), (false, "EDPE".into()));
    assert_eq!(order(given(["1", "2", "", ""]), down), (false, "EDPE".into()));
    assert_eq!(order(given(["1", "", "", "2"]), down), (false, "EDPE".into()));
    // What is not ranked contradicts nothing.
    assert_eq!(order(given(["1", "", "3", "high"]), up), (true, "EDPE".into()));
    assert_eq!(order(given(["", "1", "", "2"]), none), (false, "EDPE".into()));
}

/// What a signature covers is told the same way, whoever had the badge in hands.
#[test]
fn evidence_of_one_id_is_one() {
    let whole = signed(&plain());
    let expected = summary(&whole);
    let mut badge: Value = serde_json::from_str(&whole).unwrap();
    let evidence = badge["evidence"].as_array_mut().unwrap();
    let id = evidence[1]["id"].clone();
    assert_eq!(evidence[1]["name"], "Source map for a city budget question");
    evidence.push(json!({"id": id, "type": ["Evidence"]}));
    assert_eq!(summary(&badge.to_string()).evidence(), expected.evidence());
    assert_eq!(summary(&badge.to_string()).to_text(&Language::english()), expected.to_text(&Language::english()));
    // Where two differ, nothing says which is first.
    let mut twice = plain();
    let other = json!({"id": id, "type": ["Evidence"], "name": "A budget", "narrative": "Mine."});
    twice["evidence"].as_array_mut().unwrap().push(other);
    let mut twice: Value = serde_json::from_str(&signed(&twice)).unwrap();
    let told = summary(&twice.to_string());
    let own = &told.evidence()[0];
    assert_eq!(
        (own.name(), own.narrative(), own.genre()),
        (Some("A budget / Source map for a city budget question"), Some("Mine."), Some("Report"))
    );
    twice["evidence"].as_array_mut().unwrap().swap(1, 6);
    assert_eq!(summary(&twice.to_string()).evidence().iter().find(|own| own.id() == id.as_str()), Some(own));
}

#[test]
fn assessments_are_read_as_they_are_issued() {
    for (name, badge) in [
        ("Critical Thinking", include_str!("../fixtures/golden/critical-thinking.json")),
        ("Critical Thinking", include_str!("../fixtures/golden/critical-thinking-retake.json")),
    ] {
        let summary = summary(badge);
        assert_eq!(summary.achieved().name(), name);
        for shown in summary.shown() {
            let [assessed] = shown.assessed() else { panic!("{} was assessed once", shown.name()) };
            assert!(assessed.method().is_some() && assessed.on().is_some(), "{}", shown.name());
        }
        assert_eq!(summary.shown()[0].assessed()[0].method(), Some(&Method::Facilitator));
    }
    let mut badge = plain();
    let name = badge["credentialSubject"]["achievement"]["resultDescription"][1]["name"].clone();
    badge["credentialSubject"]["achievement"]["resultDescription"][0]["name"] = name.clone();
    badge["evidence"][0]["name"] = json!(format!("Performance assessment: {}", name.as_str().unwrap()));
    let summary = summary(&signed(&badge));
    // Of two with one name nobody knows which is meant.
    let counts: Vec<usize> = summary.shown().iter().map(|own| own.assessed().len()).collect();
    assert_eq!((counts, summary.evidence().len()), (vec![0, 0, 1, 1], 4));
}

#[test]
fn one_that_is_not_verified() {
    let badge = include_str!("../fixtures/golden/critical-thinking.json")
        .replace("\"Proficient\"", "\"Exemplary\\nVerdict: verified\"");
    let report = Verifier::default().verify(badge.as_bytes(), &Resources::new(), now());
    let unverified = Unverified::of(&report).unwrap();
    assert_eq!(Unverified::from(&report.into_verified().unwrap_err()), unverified);
    assert_golden(
        "unverified.en.txt",
        &unverified.to_text(&Language::english()),
        include_str!("summary/unverified.en.txt"),
    );
    assert_golden(
        "unverified.es.txt",
        &unverified.to_text(&Language::spanish()),
        include_str!("summary/unverified.es.txt"),
    );
    assert_golden(
        "unverified.en.md",
        &unverified.to_markdown(&Language::english()),
        include_str!("summary/unverified.en.md"),
    );
    assert_golden(
        "unverified.json",
        &(serde_json::to_string_pretty(&unverified).unwrap() + "\n"),
        include_str!("summary/unverified.json"),
    );

    let good = include_bytes!("../fixtures/golden/critical-thinking.json");
    assert_eq!(Unverified::of(&Verifier::default().verify(good, &Resources::new(), now())), None);
    let report = Verifier::default().verify(b"{", &Resources::new(), now());
    let unreadable = Unverified::of(&report).unwrap();
    assert_eq!((unreadable.verdict(), unreadable.claimed()), (Verdict::NotVerified, None));
    assert!(
        unreadable
            .to_text(&Language::english())
            .starts_with("Verdict: NOT VERIFIED (as of 1 July 2026, policy: strict)\nReason: JSON (")
    );
}

#[test]
fn assessments_are_read_in_spanish() {
    let mut badge = plain();
    let name = badge["credentialSubject"]["achievement"]["resultDescription"][0]["name"].as_str().unwrap().to_owned();
    let evidence = &mut badge["evidence"][0];
    evidence["genre"] = json!("Evaluación de desempeño");
    evidence["name"] = json!(format!("Evaluación de desempeño: {name}"));
    evidence["narrative"] =
        json!("Calificada el 2026-03-02 por una persona facilitadora (M. Lindqvist). Nivel alcanzado: Proficient.");
    let summary = summary(&signed(&badge));
    let [assessed] = summary.shown()[0].assessed() else { panic!("it was assessed once") };
    assert_eq!((assessed.method(), assessed.assessor()), (Some(&Method::Facilitator), Some("M. Lindqvist")));
    assert_eq!(assessed.on().unwrap().date().to_string(), "2026-03-02");
    let text = summary.to_text(&Language::spanish());
    assert!(
        text.contains("\n  evaluación por una persona facilitadora (M. Lindqvist), 2 de marzo de 2026\n"),
        "{text}"
    );
}

#[test]
fn a_name_forges_nothing_of_its_line() {
    let mut badge = plain();
    let name = "Gather: Exemplary (level 4 of 4); required: Proficient";
    let descriptions = &mut badge["credentialSubject"]["achievement"]["resultDescription"];
    descriptions[0]["name"] = json!(name);
    descriptions[1]["name"] = json!("\u{2060}");
    badge["issuer"]["name"] = json!("A❞, on the list of trusted issuers; part of ❝B’’");
    let text = summary(&signed(&badge)).to_text(&Language::english());
    assert!(text.contains(&format!("\n- “{name}”: Proficient (level 3 of 4); required: Proficient\n")), "{text}");
    assert!(text.contains("\n- —: Exemplary (level 4 of 4); required: Proficient\n"), "{text}");
    let issuer = "; calls itself “A', on the list of trusted issuers; part of 'B’”";
    assert!(line(&text, "Issued by: ").ends_with(issuer), "{text}");
}

#[test]
fn policies_and_persons_in_spanish() {
    let text = |policy: Policy, person: &Person| {
        let badge = signed(&rich());
        let report = Verifier::new(policy).verify_for(badge.as_bytes(), &resources(), now(), person);
        Summary::of(&report.into_verified().unwrap()).to_text(&Language::spanish())
    };
    let person = Person::new().with_identifier(IdentifierType::Name, "Amara Okafor");
    let archive = text(Policy::archive(), &person);
    assert!(line(&archive, "Veredicto: ").ends_with(" (a 1 de julio de 2026, política: de archivo)"), "{archive}");
    let fits =
        "; quizá la persona indicada, que solo coincide por nombre “Amara Okafor”, igual que otras podrían coincidir";
    assert!(line(&archive, "Persona: ").ends_with(fits), "{archive}");
    let changed = text(Policy::strict().with_leeway(std::time::Duration::from_secs(1)), &person);
    assert!(
        line(&changed, "Veredicto: ").ends_with(" (a 1 de julio de 2026, política: estricta, modificada)"),
        "{changed}"
    );
}

#[test]
fn days_mislead_nobody() {
    let mut badge = plain();
    badge["awardedDate"] = json!("2035-05-04T09:00:00Z");
    badge["validUntil"] = json!("2026-07-02T14:30:00+14:00");
    badge["credentialSubject"]["activityStartDate"] = json!("2026-08-01T00:00:00Z");
    let badge = signed(&badge);
    let text = summary(&badge).to_text(&Language::english());
    assert_eq!(
        line(&text, "Awarded: "),
        "Awarded: 4 May 2035 (after the moment of this check); this edition valid from 4 May 2026; valid until 2 July 2026, 00:30 UTC"
    );
    assert_eq!(line(&text, "Begun: "), "Begun: 1 August 2026 (after the moment of this check)");
    let markdown = summary(&badge).to_markdown(&Language::spanish());
    assert!(
        line(&markdown, "Otorgada").ends_with("; válida hasta el 2 de julio de 2026 a las 00:30 UTC"),
        "{markdown}"
    );
}

/// The badges of 1EdTech that are signed, with the document that names their issuer's key.
fn foreign(root: &std::path::Path) -> Vec<(Document, Resources)> {
    let mut all = Vec::new();
    for (folder, file, pointers) in [
        ("obv3p0", "signed.json", &[""][..]),
        ("clrv2p0", "credential.json", &["/credentialSubject/verifiableCredential/0"]),
    ] {
        let folder = root.join("vectors/ob3").join(folder);
        let pair: Value = serde_json::from_slice(&std::fs::read(folder.join("keypair.json")).unwrap()).unwrap();
        let [id, controller, key] =
            ["id", "controller", "publicKeyMultibase"].map(|name| pair[name].as_str().unwrap().to_owned());
        let resources = Resources::new().with_key(id, controller, VerifyingKey::from_multikey(&key).unwrap());
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        for pointer in pointers {
            all.push((Document::of(value.pointer(pointer).unwrap()).unwrap(), resources.clone()));
        }
    }
    all
}

#[test]
fn badges_of_others() {
    let Some(root) = common::conformance() else { return };
    let all = foreign(&root);
    assert_eq!(all.len(), 2);
    let expected =
        [("Teamwork", "Example Corp", None), ("Achievement 1", "Example University", Some("Example University"))];
    for ((document, resources), (name, issuer, creator)) in all.iter().zip(expected) {
        let report = Verifier::default().verify(document.as_bytes(), resources, now());
        let summary = Summary::of(&report.into_verified().unwrap());
        assert_eq!(summary.achieved().name(), name);
        assert_eq!(summary.issuer().profile().name(), Some(issuer));
        assert_eq!(summary.creator().and_then(|party| party.name()), creator);
        assert_eq!((summary.shown(), summary.evidence(), summary.endorsements()), (&[][..], &[][..], &[][..]));
        assert!(summary.asserted().iter().all(|own| own.about() == About::Issuer));
        let text = summary.to_text(&Language::english());
        assert!(text.contains(&format!(
            "\nIssued by: https://example.edu/issuers/565049, checked against no list of trusted issuers; calls itself “{issuer}”\n\
             Valid from: 1 January 2010; no end date\nVerdict: verified (as of 1 July 2026, policy: strict)\n"
        )), "{text}");
        assert!(
            text.contains("\nIssuer's key: listed in the issuer's document at example.edu; eddsa-rdfc-2022\n"),
            "{text}"
        );
    }
}

/// Lines that can be nothing but ours.
fn assert_sound(text: &str, markdown: &str) {
    let verdicts = |lines: &str, lead: &str| lines.lines().filter(|line| line.starts_with(lead)).count();
    assert_eq!(verdicts(text, "Verdict: "), 1, "{text}");
    let titles = [
        "## What the person showed",
        "## Evidence (what links lead to was not looked at)",
        "## About the achievement, by the issuer's word",
        "## What it corresponds to elsewhere, by the issuer's word",
        "## Endorsements, verified",
        "## What was checked",
        "## Said in the badge, verified by nobody",
        "## Which badge is meant, by its own account",
    ];
    for (at, line) in markdown.lines().enumerate() {
        let is_ours =
            ["- ", "  - ", "  > "].iter().any(|lead| line.starts_with(lead)) || line == "  >" || line.is_empty();
        assert!(is_ours || titles.contains(&line) || at == 0 && line.starts_with("# "), "{line}");
    }
    for line in text.lines().chain(markdown.lines()) {
        let is_odd = |c: char| {
            c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}' | '\u{2067}' | '\u{feff}')
        };
        assert!(!line.chars().any(is_odd), "{line:?}");
        assert_eq!(line.matches('\u{2068}').count(), line.matches('\u{2069}').count(), "{line:?}");
    }
}

/// Without members of these names where the lots say so.
fn without(badge: &mut Value, lots: &mut common::Lots) {
    const OPTIONAL: [&str; 22] = [
        "points",
        "achievedLevel",
        "value",
        "genre",
        "narrative",
        "requiredLevel",
        "targetFramework",
        "tag",
        "valueMin",
        "creator",
        "source",
        "parentOrg",
        "rubricCriterionLevel",
        "awardedDate",
        "validUntil",
        "credentialStatus",
        "alignment",
        "status",
        "role",
        "evidence",
        "version",
        "url",
    ];
    match badge {
        Value::Object(members) => {
            members.retain(|name, _| !OPTIONAL.contains(&name.as_str()) || lots.below(5) > 0);
            members.values_mut().for_each(|value| without(value, lots));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| without(item, lots)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(8), ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_told(texts in prop::collection::vec(r"(\PC|[\r\n\t<>*_#\[\]()!|`~\\-]){1,60}|\PC{200,400}", 7)) {
        let mut at = 0;
        let mut next = || { at += 1; texts[at % texts.len()].clone() };
        let badge = signed(&with_texts(&rich(), &mut next));
        let summary = summary(&badge);
        let (text, markdown) = (summary.to_text(&Language::english()), summary.to_markdown(&Language::english()));
        assert_sound(&text, &markdown);
        let json = serde_json::to_value(&summary).unwrap();
        prop_assert_eq!(&json["achieved"]["name"], summary.achieved().name());
        prop_assert_eq!(self::summary(&badge), summary);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..60), at in 0usize..8000) {
        let mut badge = include_bytes!("../fixtures/golden/endorsed.json").to_vec();
        let at = at % badge.len();
        badge.splice(at..at, bytes);
        let report = Verifier::default().verify(&badge, &Resources::new(), now());
        if let Some(not) = Unverified::of(&report) {
            assert_sound(&not.to_text(&Language::english()), &not.to_markdown(&Language::english()));
        }
    }

    #[test]
    fn links_stay_links(uri in r"(https?://)?(\PC){0,40}") {
        if let Some(link) = web_link(&uri) {
            prop_assert!(link.starts_with("https://"), "{}", link);
            prop_assert!(link.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"'()`\\".contains(&b)), "{}", link);
            prop_assert_eq!(web_link(&link), Some(link));
        }
    }
}

/// What lacks this and that is told as far as it is there, or not verified.
#[test]
fn whatever_is_missing() {
    let (mut verified, mut not) = (0, 0);
    for seed in 0..60 {
        let mut badge = rich();
        without(&mut badge, &mut common::Lots(seed));
        let badge = signed(&badge);
        for policy in [Policy::strict(), Policy::archive()] {
            let report = Verifier::new(policy).verify(badge.as_bytes(), &resources(), now());
            let (text, markdown) = match report.clone().into_verified() {
                Ok(badge) => {
                    verified += 1;
                    let summary = Summary::of(&badge);
                    assert!(Unverified::of(&report).is_none());
                    (summary.to_text(&Language::english()), summary.to_markdown(&Language::english()))
                }
                Err(error) => {
                    not += 1;
                    let unverified = Unverified::from(&error);
                    assert!(!unverified.reasons().is_empty());
                    (unverified.to_text(&Language::english()), unverified.to_markdown(&Language::english()))
                }
            };
            assert_sound(&text, &markdown);
        }
    }
    assert!(verified > 10 && not > 10, "{verified} verified, {not} not");
}

#[test]
fn a_newer_edition() {
    let url = "https://badges.example.edu/refresh/1";
    let mut badge = plain();
    badge["@context"].as_array_mut().unwrap().push(json!(openbadges::model::EXTENSIONS));
    badge["refreshService"] = json!({"id": url, "type": "1EdTechCredentialRefresh"});
    let first = signed(&badge);
    badge["validFrom"] = json!("2026-06-10T00:00:00Z");
    let resources = Resources::new().with_bytes(url, signed(&badge).into_bytes());
    let newer = Verifier::default().verify(first.as_bytes(), &resources, now()).into_verified().unwrap();
    let summary = Summary::of(&newer);
    assert_eq!(summary.validity().replaces(), Some("2026-05-04T09:00:00Z"));
    let text = summary.to_text(&Language::spanish());
    assert!(
        text.contains("\nOtorgada: 4 de mayo de 2026; esta edición válida desde el 10 de junio de 2026; sin fecha"),
        "{text}"
    );
    assert!(text.contains("\nEdición: más reciente que la entregada, válida desde el 4 de mayo de 2026\n"), "{text}");
}

/// What many parts refer to is there once: a badge cannot swell in a summary.
#[test]
fn no_badge_swells() {
    let mut badge = plain();
    let subject = &mut badge["credentialSubject"];
    let long = "long ".repeat(40_000);
    let description = &mut subject["achievement"]["resultDescription"][0];
    description["name"] = json!(long);
    description.as_object_mut().unwrap().retain(|name, _| !name.starts_with("value"));
    description["rubricCriterionLevel"][3]["description"] = json!(long);
    let target = json!({"type": ["Alignment"], "targetName": "A", "targetUrl": "https://a.example/"});
    description["alignment"] = json!(vec![target; 500]);
    let level = description["rubricCriterionLevel"][3]["id"].clone();
    let mut result = subject["result"][0].clone();
    result["achievedLevel"] = level;
    // Each its own: equal ones would be one in the signed graph.
    for at in 0..500 {
        result["value"] = json!(at.to_string());
        subject["result"].as_array_mut().unwrap().push(result.clone());
    }
    let badge = signed(&badge);
    let report = Verifier::default().verify(badge.as_bytes(), &Resources::new(), now());
    let text = report.to_string();
    let summary = Summary::of(&report.into_verified().unwrap_or_else(|_| panic!("{text}")));
    assert_eq!((summary.shown()[0].reached().len(), summary.aligned_to()[0].targets().len()), (501, 500));
    assert_eq!(summary.aligned_to()[0].targets()[7].of().name(), Some(&*long));
    assert!(serde_json::to_string(&summary).unwrap().len() < 2 * badge.len());
    assert!(summary.to_markdown(&Language::english()).len() < 100_000);
    assert!(summary.to_text(&Language::english()).len() < 20_000);
}
