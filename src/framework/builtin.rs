//! The built-in framework. Names are facts; every description is this crate's own wording.

use std::sync::Arc;

use super::Provenance::{Confirmed, Derived, Own, Reported};
use super::{
    Completion, Framework, Inner, Level, Points, Provenance, Publisher, Rubric, SharedAssessments, SkillData, Status,
    SubCompetency,
};

/// Name, description, provenance; the id is the name in kebab-case.
type Part = (&'static str, &'static str, Provenance);

#[rustfmt::skip]
const SUB_COMPETENCIES: &[Part] = &[
    ("Initiate learning", "Finds out what needs to be learned and begins without being told.", Confirmed),
    ("Focus on learning", "Sets a goal, plans the time for it and keeps distractions away.", Confirmed),
    ("Commit to learning", "Stays with it when it gets hard, and looks for help and other ways.", Confirmed),
    ("Reflect on learning", "Looks back at what worked, and carries it into the next task.", Confirmed),
    ("Listen actively", "Gives full attention, asks back and repeats in own words what was heard.", Confirmed),
    ("Recognize others' needs and values", "Notices what matters to other people and what they lack.", Confirmed),
    ("Validate feelings and perceptions", "Lets others know that what they feel and see is taken seriously.", Confirmed),
    ("Incorporate diverse perspectives", "Seeks out views unlike the own and lets them change the outcome.", Confirmed),
    ("Speak with clarity and precision", "Says the point in plain, exact words that can be followed.", Reported),
    ("Choose tone and words to suit", "Fits tone and vocabulary to the audience and the occasion.", Reported),
    ("Recognize nonverbal cues", "Reads faces, posture and silence, and responds to them.", Derived),
    ("Gather and assess relevant information", "Collects what bears on the question and judges how far it can be trusted.", Confirmed),
    ("Identify patterns", "Sees what recurs in facts or events, and what that suggests.", Confirmed),
    ("Question assumptions", "Brings what is taken for granted into the open and tests it.", Confirmed),
    ("Draw well-reasoned conclusions", "Reaches a conclusion that the evidence bears, and shows the steps.", Confirmed),
    ("Learn from experience", "Turns setbacks and successes into something to do differently.", Reported),
    ("Exhibit flexibility", "Changes plan or method when the situation changes.", Reported),
    ("Demonstrate self-awareness", "Knows own strengths, limits and reactions, and acts with them in mind.", Reported),
    ("Focus on solutions", "Turns from what went wrong to what can be done now.", Reported),
    ("Recognize and challenge cultural biases", "Notices prejudice, the own included, and speaks up against it.", Reported),
    ("Demonstrate curiosity", "Wants to know how others live and think, and asks with respect.", Reported),
    ("Work toward a common goal", "Puts the aim of the group first and helps it get there.", Derived),
    ("Share roles and responsibilities", "Takes on a fair part, does it, and leaves room for others.", Derived),
    ("Exchange and build on ideas", "Offers ideas and develops those of others.", Derived),
    ("Resolve differences", "Works through disagreement until the group can go on.", Derived),
    ("Exercise convergent and divergent thinking", "Opens up many options, then narrows them to the promising ones.", Reported),
    ("Manage ambiguity", "Goes on with judgement while much is still unknown.", Reported),
    ("Apply an iterative process", "Tries, learns from the result and improves in rounds.", Reported),
    ("Show self-efficacy", "Trusts own ability to get something done, and begins.", Derived),
    ("Identify needs", "Sees what is needed before being asked.", Derived),
    ("Respond proactively", "Acts early, before a need becomes a problem.", Derived),
    ("Follow through", "Finishes what was begun and reports on it.", Derived),
];

/// A skill's name, description, sub-competencies by id, provenance of the set, and the prototype names it had.
type SkillRow = (&'static str, &'static str, [&'static str; 4], Provenance, &'static [&'static str]);

#[rustfmt::skip]
const SKILLS: &[SkillRow] = &[
    ("Self-Directed Learning", "Learns on purpose: sets out, keeps going and looks back, and owns the whole of it.",
     ["initiate-learning", "focus-on-learning", "commit-to-learning", "reflect-on-learning"], Confirmed, &[]),
    ("Empathy", "Understands what others see and feel, and uses it to build better relationships and teams.",
     ["listen-actively", "recognize-others-needs-and-values", "validate-feelings-and-perceptions", "incorporate-diverse-perspectives"], Confirmed, &[]),
    ("Oral Communication", "Speaks clearly and exactly, listens, and reads what is not said in words.",
     ["listen-actively", "speak-with-clarity-and-precision", "choose-tone-and-words-to-suit", "recognize-nonverbal-cues"], Derived, &[]),
    ("Critical Thinking", "Reasons logically and with rigour from information to conclusion.",
     ["gather-and-assess-relevant-information", "identify-patterns", "question-assumptions", "draw-well-reasoned-conclusions"], Confirmed, &[]),
    ("Resilience", "Learns from what happens, adapts, and goes on.",
     ["learn-from-experience", "exhibit-flexibility", "demonstrate-self-awareness", "focus-on-solutions"], Reported, &[]),
    ("Intercultural Fluency", "Works well with people of other cultures and across their differences.",
     ["recognize-and-challenge-cultural-biases", "demonstrate-curiosity", "demonstrate-self-awareness", "incorporate-diverse-perspectives"], Reported, &["Cross-Cultural Competency"]),
    ("Collaboration", "Works productively with others toward a goal they share.",
     ["work-toward-a-common-goal", "share-roles-and-responsibilities", "exchange-and-build-on-ideas", "resolve-differences"], Derived, &[]),
    ("Creative Problem-Solving", "Finds new ways to solve problems and tries them out.",
     ["exercise-convergent-and-divergent-thinking", "identify-patterns", "manage-ambiguity", "apply-an-iterative-process"], Reported, &[]),
    ("Initiative", "Trusts in being able to act, sees what is needed, and does it.",
     ["show-self-efficacy", "identify-needs", "respond-proactively", "follow-through"], Derived, &["Self-Efficacy"]),
];

const RUBRIC: &str = "performance";

#[rustfmt::skip]
const LEVELS: [(&str, u8, &str); 4] = [
    ("Emerging", 1, "Shows first signs of it, with much support."),
    ("Developing", 2, "Shows it in part or in familiar situations, with some support."),
    ("Proficient", 3, "Shows it reliably and independently in a realistic task."),
    ("Exemplary", 4, "Shows it in demanding or new situations, and helps others to do so."),
];

pub(super) fn twenty_first_century_skills() -> Framework {
    let levels = LEVELS.map(|(name, points, description)| Level {
        id: kebab(name),
        name: name.into(),
        points: Points::whole(points),
        description: Some(description.into()),
    });
    let rubric = Rubric {
        id: RUBRIC.into(),
        name: "Performance".into(),
        levels: levels.into(),
        required_level: "proficient".into(),
        criteria: Vec::new(),
    };
    let sub_competencies = SUB_COMPETENCIES.iter().map(|(name, description, provenance)| SubCompetency {
        id: kebab(name),
        name: (*name).into(),
        description: (*description).into(),
        rubric: RUBRIC.into(),
        status: Status::Adopted,
        aliases: Vec::new(),
        alignments: Vec::new(),
        provenance: Some(*provenance),
        rubric_at: 0,
    });
    let sub_competencies: Vec<_> = sub_competencies.collect();
    let skills = SKILLS.iter().map(|(name, description, parts, provenance, aliases)| SkillData {
        id: kebab(name),
        name: (*name).into(),
        description: (*description).into(),
        sub_competencies: parts.iter().map(|id| (*id).into()).collect(),
        required_levels: Vec::new(),
        completion: Completion::default(),
        status: Status::Adopted,
        aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
        tags: vec![name.to_lowercase(), "21st-century skills".into(), "durable skills".into()],
        alignments: Vec::new(),
        provenance: Some(*provenance),
        parts: parts.iter().filter_map(|id| sub_competencies.iter().position(|s| s.id == *id)).collect(),
    });
    let skills: Vec<_> = skills.collect();
    Framework(Arc::new(Inner {
        // A fixed random UUID: the Lab publishes no URI for its framework, and this crate has none to give in its name.
        id: "urn:uuid:0f4f6f2e-5f0b-4c1e-9d5a-6b1f2a7c3e84".into(),
        name: "21st Century Skills Micro-credentials".into(),
        version: "1.0".into(),
        description: Some(
            "Nine skills with four sub-competencies each, after Education Design Lab; descriptions, rubric and points \
             are by the authors of the openbadges crate."
                .into(),
        ),
        publisher: Publisher {
            id: "https://eddesignlab.org/".into(),
            name: "Education Design Lab".into(),
            url: Some("https://eddesignlab.org/".into()),
        },
        status: Status::Adopted,
        in_language: Some("en".into()),
        provenance: Some(Own),
        shared_assessments: SharedAssessments::Forbidden,
        rubrics: vec![rubric],
        sub_competencies,
        skills,
    }))
}

/// The English name as an id: lower case, apostrophes dropped, everything else that is no letter or digit a hyphen.
pub(super) fn kebab(name: &str) -> String {
    let kept = name.to_lowercase().replace(['\'', '’'], "");
    let words = kept.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-")
}
