//! Maps what was earned to the classes of Open Badges 3.0: the only place that knows both sides.

use std::collections::HashSet;
use std::fmt::Write;

use super::narrative;
use super::{AssessorNames, Award, Issuer};
use crate::assessment::{AssessorKind, Counted, EvidenceItem, EvidenceKind, Score, Standing, Visibility};
use crate::framework::{self, Level, Skill, SubCompetency};
use crate::language::{Language, Text};
use crate::model::{
    Achievement, AchievementCredential, AchievementSubject, AchievementType, Alignment, Criteria, DateTimeZ, Evidence,
    IdentifierType, IdentityObject, Image, Profile, Related, Result, ResultDescription, ResultStatusType, ResultType,
    RubricCriterionLevel,
};

/// What all badges of a skill by an issuer have in common.
#[derive(Debug, Clone)]
pub(super) struct Common {
    pub(super) issuer: Profile,
    pub(super) achievement: Achievement,
    /// What says how it was assessed.
    language: Language,
    described: Described,
}

impl Common {
    /// The same with these instead, of the same ids.
    pub(super) fn with(&self, issuer: Profile, achievement: Achievement) -> Self {
        Common { issuer, achievement, language: self.language.clone(), described: self.described.clone() }
    }
}

pub(super) fn common(issuer: &Issuer, skill: &Skill, image: Option<Image>) -> Common {
    let mut described = Described::default();
    described.add(issuer.profile());

    let publisher = skill.framework().publisher();
    let mut creator = Profile::new(publisher.id()).with_name(publisher.name());
    creator.url = publisher.url().map(Into::into);
    let language = Language::best(&issuer.languages, skill.framework().in_language());
    let mut achievement = achievement(issuer, skill, &language);
    achievement.creator = Some(described.once(creator));
    achievement.image = image;
    Common { issuer: issuer.profile().clone(), achievement, language, described }
}

pub(super) fn credential(award: &Award<'_>, common: Common) -> AchievementCredential {
    let Common { issuer, achievement, language, mut described } = common;
    let skill = award.earned.skill();
    let id = award.credential_id(&achievement.id);
    let mut subject = AchievementSubject::new(achievement);
    subject.id = award.recipient.id().map(Into::into);
    subject.identifier = identifiers(award, &id);
    subject.result = award.earned.proven().filter_map(|s| result(skill, &subject.achievement.id, s)).collect();
    subject.source = award.source.clone().map(|source| described.once(source));

    let mut credential = AchievementCredential::new(id, issuer, DateTimeZ::whole_seconds(award.valid_from), subject);
    credential.name = Some(skill.name().into());
    credential.description = Some(skill.description().into());
    credential.awarded_date = Some(DateTimeZ::whole_seconds(award.awarded_date));
    credential.valid_until = award.valid_until.map(DateTimeZ::whole_seconds);
    let taken = || {
        let subject = &credential.credential_subject;
        let own = [&credential.id, &subject.achievement.id].into_iter().chain(&subject.id).cloned();
        described.0.iter().map(|(id, _)| id.clone()).chain(own).collect()
    };
    credential.evidence = evidence(award, taken, &language);
    credential.credential_status = award.status.clone().into_iter().collect();
    credential
}

/// The profiles that the credential describes so far. Elsewhere only their id and types stand: one id described
/// twice would let a change of one description hide behind the other (both merge in the signed graph).
#[derive(Debug, Clone, Default)]
struct Described(Vec<(String, Vec<String>)>);

impl Described {
    fn add(&mut self, profile: &Profile) {
        self.0.push((profile.id.clone(), profile.types.clone()));
        if let Some(parent) = &profile.parent_org {
            self.add(parent);
        }
    }

    fn once(&mut self, profile: Profile) -> Profile {
        if let Some((id, types)) = self.0.iter().find(|(id, _)| *id == profile.id) {
            let mut reference = Profile::new(id.clone());
            reference.types = types.clone();
            return reference;
        }
        self.add(&profile);
        profile
    }
}

/// In another language than the framework's own it is another edition of the achievement, with an id of its own.
pub(super) fn achievement_id(issuer: &Issuer, skill: &Skill) -> String {
    let mut id = own_id(issuer, skill);
    if let Some(language) = skill.framework().edition() {
        id.push('@');
        id.push_str(language);
    }
    id
}

/// The id of the achievement in the framework's own language.
fn own_id(issuer: &Issuer, skill: &Skill) -> String {
    match &issuer.achievements_at {
        Some(base) => format!("{base}{}", skill.id()),
        None => part_of(skill.framework().id(), skill.id()),
    }
}

/// The id of a part: below the fragment of what it is part of.
fn part_of(whole: &str, part: &str) -> String {
    let joint = if whole.contains('#') { '/' } else { '#' };
    format!("{whole}{joint}{part}")
}

fn achievement(issuer: &Issuer, skill: &Skill, language: &Language) -> Achievement {
    let criteria = Criteria::narrative(narrative::criteria(skill, language));
    let id = achievement_id(issuer, skill);
    let mut achievement = Achievement::new(id, skill.name(), skill.description(), criteria);
    achievement.achievement_type = Some(AchievementType::MicroCredential.into());
    achievement.version = Some(skill.framework().version().into());
    achievement.in_language = skill.framework().in_language().map(Into::into);
    achievement.alignment = skill.alignments().iter().map(alignment).collect();
    // A repeated tag would stand in the text only: the signed graph has it once.
    for tag in skill.tags() {
        if !achievement.tag.iter().any(|known| known == tag) {
            achievement.tag.push(tag.to_owned());
        }
    }
    achievement.result_description =
        skill.sub_competencies().map(|sub| result_description(skill, sub, &achievement.id)).collect();
    // One link, from a translation to the edition in the framework's own language. The other way there is none: a badge
    // would change, and grow, with every translation that is added.
    if skill.framework().edition().is_some() {
        let mut original = Related::new(own_id(issuer, skill));
        original.in_language = skill.framework().own_language().map(Into::into);
        achievement.related.push(original);
    }
    achievement
}

fn alignment(from: &framework::Alignment) -> Alignment {
    let mut to = Alignment::new(from.target_name(), from.target_url());
    to.target_code = from.target_code().map(Into::into);
    to.target_description = from.target_description().map(Into::into);
    to.target_framework = from.target_framework().map(Into::into);
    to.target_type = from.target_type().map(|word| match word.parse() {
        Ok(term) => term,
        Err(never) => match never {},
    });
    to
}

/// The same for every learner: it is a part of the achievement.
fn result_description(skill: &Skill, sub: &SubCompetency, achievement: &str) -> ResultDescription {
    let id = part_of(achievement, sub.id());
    let rubric = skill.rubric_of(sub);
    let mut description = ResultDescription::new(id.clone(), sub.name(), ResultType::RubricCriterionLevel);
    let demand = skill.demand_of(sub);
    // What nobody must reach is not required: a verifier would miss the result in the badge of one who did without.
    let required = demand.mandatory();
    // A score between two levels has the lower one.
    description.required_level =
        required.and_then(|points| rubric.level_of(points)).map(|level| part_of(&id, level.id()));
    if demand.by_points {
        description.required_value = required.map(|points| points.to_string());
    }
    description.rubric_criterion_level = rubric.levels().iter().map(|level| criterion_level(&id, level)).collect();
    description.value_min = rubric.levels().first().map(|level| level.points().to_string());
    description.value_max = rubric.levels().last().map(|level| level.points().to_string());
    description.alignment = sub.alignments().iter().map(alignment).collect();
    description
}

fn criterion_level(description: &str, level: &Level) -> RubricCriterionLevel {
    let mut to = RubricCriterionLevel::new(part_of(description, level.id()), level.name());
    to.description = level.description().map(Into::into);
    // Points are the only signed order among levels: no signature covers the order of an array.
    to.points = Some(level.points().to_string());
    to
}

fn result(skill: &Skill, achievement: &str, standing: &Standing) -> Option<Result> {
    let counted = standing.counted()?;
    let by_points = skill.demand_of(standing.sub_competency()).by_points;
    let description = part_of(achievement, standing.sub_competency().id());
    let mut result = Result::new();
    result.achieved_level = Some(part_of(&description, counted.level().id()));
    result.result_description = Some(description);
    result.status = Some(ResultStatusType::Completed.into());
    if by_points || matches!(counted.assessment().score(), Score::Points(_)) {
        result.value = Some(counted.points().to_string());
    }
    Some(result)
}

fn identifiers(award: &Award<'_>, credential: &str) -> Vec<IdentityObject> {
    let hashed = award.recipient.hashed().iter().map(|(kind, value)| {
        let salt = award.salt(credential, kind.as_str(), value);
        IdentityObject::hashed(kind.clone(), value, salt)
    });
    let name = award.recipient.name().map(|name| IdentityObject::plain(IdentifierType::Name, name));
    hashed.chain(name).collect()
}

/// For each result how it was assessed, then what may be seen of the learner's work.
fn evidence(award: &Award<'_>, others: impl Fn() -> HashSet<String>, language: &Language) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = Vec::new();
    // Most badges show nothing that has an id.
    let mut taken: Option<HashSet<String>> = None;
    for standing in award.earned.proven() {
        let Some(counted) = standing.counted() else { continue };
        all.push(assessed(standing.sub_competency(), counted, award.issuer.assessor_names, language));
        for item in counted.assessment().evidence().iter().filter(|i| i.visibility() == Visibility::Public) {
            let mut item = shown(item, language);
            // One page may show several things: described the same way it stands once, otherwise its URL is the id of
            // the first and a link in the others, because an id has one description.
            if item.id.is_some() && all.contains(&item) {
                continue;
            }
            if let Some(url) = item.id.take_if(|url| !taken.get_or_insert_with(&others).insert(url.clone())) {
                item.narrative = Some(format!("<{url}>"));
            }
            all.push(item);
        }
    }
    all
}

/// Made four times for most badges: each text is written in one go.
fn assessed(sub: &SubCompetency, counted: &Counted, names: AssessorNames, language: &Language) -> Evidence {
    let assessor = counted.assessment().assessor();
    let name = assessor.name().filter(|_| names == AssessorNames::Shown);
    let narrative = match (assessor.kind(), name) {
        (AssessorKind::Facilitator, None) => Text::EvidenceFacilitator,
        (AssessorKind::Facilitator, Some(_)) => Text::EvidenceFacilitatorNamed,
        (AssessorKind::Automated, None) => Text::EvidenceAutomated,
        (AssessorKind::Automated, Some(_)) => Text::EvidenceAutomatedNamed,
        (AssessorKind::AutomatedWithReview, None) => Text::EvidenceReviewed,
        (AssessorKind::AutomatedWithReview, Some(_)) => Text::EvidenceReviewedNamed,
    };
    let day = counted.assessment().assessed_at().date_naive();
    let narrative = language.fill_by(narrative, |place, out| match place {
        // Writing to a string cannot fail.
        "day" => drop(write!(out, "{day}")),
        "level" => narrative::escape(counted.level().name(), out),
        _ => narrative::escape(name.unwrap_or_default(), out),
    });
    let mut evidence = Evidence::new();
    evidence.name = Some(language.fill(Text::EvidenceName, &[("name", sub.name())]));
    evidence.genre = Some(language.text(Text::EvidenceGenre).into());
    evidence.narrative = Some(narrative);
    evidence
}

fn shown(item: &EvidenceItem, language: &Language) -> Evidence {
    let genre = item.genre().unwrap_or_else(|| {
        language.text(match item.kind() {
            EvidenceKind::Assessment => Text::EvidenceAssessment,
            EvidenceKind::Artefact => Text::EvidenceArtefact,
            EvidenceKind::Reflection => Text::EvidenceReflection,
            EvidenceKind::Observation => Text::EvidenceObservation,
        })
    });
    let mut evidence = Evidence::new();
    evidence.id = item.url().map(Into::into);
    evidence.name = Some(item.name().into());
    evidence.description = item.description().map(Into::into);
    evidence.genre = Some(genre.into());
    evidence
}
