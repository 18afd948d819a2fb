use super::*;
use crate::common::Lots;
use crate::framework::Skill;
use crate::proof::Suite;
use crate::verify::{Policy, Resources, Verdict, Verifier};

const TEXTS: [&str; 9] = [
    "Zoë",
    "a \"b\" \\ c",
    "line\nline\ttab",
    "\u{1}\u{7f}\u{2028}\u{fffe}",
    "😀 \u{e000}",
    "</script>",
    "@id",
    " ",
    "https://college.example",
];

/// Places, among them some that mean something else in a badge, and some that are none.
fn url(lots: &mut Lots, skill: &Skill) -> String {
    let own =
        ["https://college.example", "https://college.example/parent", "https://assessors.example", "urn:edition:1"];
    match lots.below(60) {
        0 => skill.framework().publisher().id().into(),
        1 => format!("{}#{}", skill.framework().id(), skill.id()),
        2 => format!("{}#{}/{}", skill.framework().id(), skill.id(), skill.sub_competencies().next().unwrap().id()),
        3 => own[lots.index(own.len())].into(),
        4 => format!("urn:learner:{}", lots.below(3)),
        5 => "https://a.example/%zz{}".into(),
        6 => "https://exämple.edu/ü".into(),
        _ => format!("https://c.example/{}", lots.below(4)),
    }
}

fn text(lots: &mut Lots) -> &'static str {
    if lots.below(3) > 0 { "Portfolio" } else { TEXTS[lots.index(TEXTS.len())] }
}

fn made(lots: &mut Lots, skill: &Skill, levels: &[String], most: u64) -> Option<Earned> {
    let assessments = skill.sub_competencies().map(|sub| {
        let score = match lots.below(3) {
            0 => Score::Points((most - lots.below(2)).to_string().parse().unwrap()),
            _ => Score::Level(levels[levels.len() - 1 - lots.index(levels.len().min(2))].clone()),
        };
        let kinds = [AssessorKind::Facilitator, AssessorKind::Automated, AssessorKind::AutomatedWithReview];
        let mut assessor = Assessor::new(kinds[lots.index(3)]);
        if lots.below(3) == 0 {
            assessor = assessor.with_name(text(lots));
        }
        let day = at(["2026-04-17T15:30:00Z", "2026-04-30T23:59:59.5Z"][lots.index(2)]);
        let mut assessment = Assessment::new(sub.id(), score, day.into(), assessor);
        for _ in 0..lots.below(3) {
            let mut item = EvidenceItem::new(EvidenceKind::Artefact, text(lots));
            if lots.below(3) > 0 {
                item = item.with_visibility(Visibility::Public);
            }
            if lots.below(2) == 0 {
                item = item.with_url(url(lots, skill));
            }
            if lots.below(3) == 0 {
                item = item.with_description(text(lots));
            }
            assessment = assessment.with_evidence(item);
        }
        assessment
    });
    let assessments: Vec<_> = assessments.collect();
    let record = Record::new(Learner::new(format!("s-{}", lots.below(5))), assessments);
    let as_of = ["2026-05-01T00:00:00.9Z", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"][lots.index(3)];
    skill.evaluate(&record, at(as_of)).ok()?.into_earned().ok()
}

fn whose(lots: &mut Lots, skill: &Skill) -> Recipient {
    let mut recipient = match lots.below(12) {
        0 => Recipient::of(&Learner::new("s-1").with_identifier("emailAddress", "a@example.edu")),
        _ => Recipient::new(),
    };
    if lots.below(3) > 0 {
        recipient = recipient.with_id(url(lots, skill));
    }
    for _ in 0..lots.below(4) {
        let kinds = ["emailAddress", "sourcedId", "ext:badge", "nonsense"];
        let known = if lots.below(8) == 0 { 4 } else { 3 };
        let kind = kinds[lots.index(known)];
        recipient = recipient.with_hashed(kind.parse::<Term<IdentifierType>>().unwrap(), text(lots));
    }
    if lots.below(3) == 0 {
        recipient = recipient.with_name(text(lots));
    }
    recipient
}

/// What may be asked of an award beside what was earned.
fn asked<'a>(lots: &mut Lots, mut award: Award<'a>, skill: &Skill) -> Award<'a> {
    match lots.below(20) {
        0 => award = award.with_id(url(lots, skill)),
        1 => award = award.with_salt(["", "salt"][lots.index(2)]),
        2 => award = award.with_edition("second"),
        3 => award = award.with_format(Format::Embedded(Suite::EddsaJcs2022)),
        4 => award = award.with_format(Format::Jwt),
        5 => award = award.with_image(Image::new("https://c.example/a.png")),
        6 => award = award.with_valid_from(at("2026-05-02T00:00:00Z")),
        7 => award = award.with_awarded_date(at("2026-04-20T00:00:00Z")),
        8 => award = award.with_format(Format::Embedded(Suite::EcdsaRdfc2019)),
        _ => {}
    }
    if lots.below(4) == 0 {
        award = award
            .with_valid_until(at(["2027-05-01T00:00:00Z", "2026-05-01T00:00:00Z"][usize::from(lots.below(5) == 0)]));
    }
    if lots.below(4) == 0 {
        let list = url(lots, skill);
        award = award.with_status(CredentialStatus::bitstring(&list, lots.below(9), "revocation"));
    }
    if lots.below(5) == 0 {
        let mut source = Profile::new(url(lots, skill)).with_name(text(lots));
        if lots.below(3) == 0 {
            let mut parent = Profile::new(url(lots, skill));
            if lots.below(2) == 0 {
                parent.types.clear();
            }
            source = source.with_parent_org(Box::new(parent));
        }
        award = award.with_source(source);
    }
    award
}

#[test]
fn a_cohort_gives_the_same_badges_and_the_same_errors() {
    let parent = Profile::new("https://college.example/parent").with_name("University");
    let plain = issuer(Profile::new("https://college.example").with_name("College")).unwrap();
    let parented = Profile::new("https://college.example").with_name("College").with_parent_org(Box::new(parent));
    let issuers = [plain, issuer(parented).unwrap().with_assessor_names(AssessorNames::Shown), college()];
    let framework = Framework::twenty_first_century_skills();
    let skills: Vec<Skill> = framework.skills().take(4).collect();
    let image = || Image::new("https://c.example/a.png");
    let (mut lots, mut signed, mut refused, mut quick) = (Lots(7), 0, 0, 0);
    for issuer in &issuers {
        for skill in &skills {
            let cohorts = [issuer.cohort(skill).unwrap(), issuer.cohort(skill).unwrap().with_image(image()).unwrap()];
            let rubric = skill.rubric_of(skill.sub_competencies().next().unwrap());
            let levels: Vec<String> = rubric.levels().iter().map(|level| level.id().to_owned()).collect();
            let most = rubric.levels().last().unwrap().points().to_string().parse().unwrap();
            for i in 0..200 {
                // Now and then what was earned is another skill.
                let of = if lots.below(20) == 0 { &skills[lots.index(skills.len())] } else { skill };
                let Some(earned) = made(&mut lots, of, &levels, most) else { continue };
                let recipient = whose(&mut lots, skill);
                let cohort = &cohorts[i % 2];
                let award = asked(&mut lots, cohort.award(&earned, &recipient), skill);
                let mut alone = award.clone();
                alone.cohort = None;
                if cohort.sign(&award).is_ok_and(|signed| signed.is_some()) {
                    quick += 1;
                }
                match (award.sign(), alone.sign()) {
                    (Ok(ours), Ok(theirs)) => {
                        assert_eq!(ours.to_text(), theirs.to_text());
                        assert_eq!(ours.credential(), theirs.credential());
                        assert_eq!(ours.credential().to_json(), theirs.credential().to_json());
                        signed += 1;
                    }
                    (Err(ours), Err(theirs)) => {
                        assert_eq!(ours.to_string(), theirs.to_string());
                        assert_eq!(ours.findings().collect::<Vec<_>>(), theirs.findings().collect::<Vec<_>>());
                        refused += 1;
                    }
                    (ours, theirs) => panic!("{ours:?}\n{theirs:?}"),
                }
            }
        }
    }
    assert!(signed + refused > 2_000 && signed > 800 && refused > 300 && quick > 600, "{signed} {refused} {quick}");
}

#[test]
fn what_is_said_of_a_shared_id_is_seen() {
    let (issuer, earned) = (college(), earned());
    let cohort = issuer.cohort(earned.skill()).unwrap();
    let achievement = format!("{}#resilience", earned.skill().framework().id());
    let id =
        if earned.skill().framework().id().contains('#') { achievement.replace("#res", "/res") } else { achievement };
    let recipient = Recipient::new().with_id(id);
    let ours = findings(cohort.award(&earned, &recipient).sign());
    assert_eq!(ours[0].0, Code::ModelDescribedTwice);
    assert_eq!(ours, findings(issuer.award(&earned, &recipient).sign()));
    // An ordinary learner's goes the short way, which hangs on nothing but the badge.
    let recipient = super::recipient();
    let award = cohort.award(&earned, &recipient);
    assert!(cohort.sign(&award).unwrap().is_some());
    assert!(cohort.sign(&award.clone().with_edition("2")).unwrap().is_some());
    assert!(cohort.sign(&award.clone().with_format(Format::Jwt)).unwrap().is_none());
    assert!(cohort.sign(&award.with_image(Image::new("https://c.example/a.png"))).unwrap().is_none());
}

#[test]
fn threads_share_a_cohort_and_verifiers_take_its_badges() {
    fn shared<T: Send + Sync>(_: &T) {}
    let (issuer, earned, recipient) = (college(), earned(), recipient());
    let cohort = issuer.cohort(earned.skill()).unwrap();
    shared(&cohort);
    let badges: Vec<Signed> = std::thread::scope(|scope| {
        let one = || {
            let from = at("2026-05-03T00:00:00Z");
            let first = cohort.award(&earned, &recipient).sign().unwrap();
            [first, cohort.award(&earned, &recipient).with_valid_from(from).sign().unwrap()]
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    shared(&badges);
    let verifier = Verifier::new(Policy::strict());
    for (i, badge) in badges.iter().enumerate() {
        assert_eq!(badge.to_text(), badges[i % 2].to_text());
        let report = verifier.verify(badge.to_text().as_bytes(), &Resources::new(), at("2026-05-04T00:00:00Z"));
        assert_eq!(report.verdict(), Verdict::Verified);
    }
}

#[test]
fn what_spoils_every_badge_is_said_once() {
    let (issuer, earned, recipient) = (college(), earned(), recipient());
    let image = Image::new("data:image/gif;base64,AA==");
    let cohort = issuer.cohort(earned.skill()).unwrap().with_image(image.clone());
    let alone = issuer.award(&earned, &recipient).with_image(image).sign();
    assert_eq!(findings(cohort), findings(alone));
}

#[test]
fn an_issuer_whose_key_takes_no_suite_has_a_cohort_too() {
    let (earned, recipient) = (earned(), Recipient::new().with_id("did:example:ada"));
    let key = SigningKey::from_pem(include_str!("../../../fixtures/keys/rsa-2048.pem")).unwrap();
    let profile = Profile::new("https://college.example").with_name("College");
    let issuer = Issuer::new(profile, key, Secret::from_seed(&seed())).unwrap();
    let cohort = issuer.cohort(earned.skill()).unwrap();
    let badge = cohort.award(&earned, &recipient).sign().unwrap();
    assert!(badge.token().is_some());
    assert_eq!(badge.to_json(), issuer.award(&earned, &recipient).sign().unwrap().to_json());
}

#[test]
fn bounds_are_those_of_a_badge_alone() {
    let (issuer, earned) = (college(), earned());
    let cohort = issuer.cohort(earned.skill()).unwrap();
    let same = |award: Award<'_>| {
        let mut alone = award.clone();
        alone.cohort = None;
        match (award.sign(), alone.sign()) {
            (Ok(ours), Ok(theirs)) => {
                assert_eq!(ours.to_text(), theirs.to_text());
                None
            }
            (Err(ours), Err(theirs)) => {
                assert_eq!(findings(Err::<(), _>(ours)), findings(Err::<(), _>(theirs)));
                Some(())
            }
            (ours, theirs) => panic!("{:?}\n{:?}", ours.map(|_| ()), theirs.map(|_| ())),
        }
    };
    // Values: six for each identifier.
    let (mut low, mut high) = (1_000, 4_000);
    while high - low > 1 {
        let count = (low + high) / 2;
        let recipient = (0..count).fold(Recipient::new(), |whose, n| {
            whose.with_hashed(IdentifierType::EmailAddress, format!("{n}@example.edu"))
        });
        *(if same(cohort.award(&earned, &recipient)).is_some() { &mut high } else { &mut low }) = count;
    }
    assert!((1_001..3_999).contains(&low), "{low}");
    // Bytes.
    let recipient = super::recipient();
    let (mut low, mut high) = (900_000, 1 << 20);
    while high - low > 1 {
        let length = (low + high) / 2;
        let source = Profile::new("https://assessors.example").with_name("x".repeat(length));
        let refused = same(cohort.award(&earned, &recipient).with_source(source)).is_some();
        *(if refused { &mut high } else { &mut low }) = length;
    }
    assert!((900_001..1 << 20).contains(&low), "{low}");
}
