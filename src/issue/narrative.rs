//! Criteria in Markdown, generated from the completion rule.

use crate::framework::{Attempts, Level, Rule, Scope, Skill, SubCompetency};
use crate::text::listed;

/// How the skill is earned.
pub(super) fn criteria(skill: &Skill) -> String {
    let mut text = format!(
        "To earn **{}**, a learner is assessed by performance, with a rubric, in these sub-competencies:\n",
        escaped(skill.name())
    );
    for sub in skill.sub_competencies() {
        text.push_str(&format!("\n- **{}**: {}", escaped(sub.name()), escaped(sub.description())));
        for criterion in skill.rubric_of(sub).criteria() {
            let description = criterion.description().map(|d| format!(": {}", escaped(d))).unwrap_or_default();
            text.push_str(&format!("\n  - {}{description}", escaped(criterion.name())));
        }
    }
    text.push_str("\n\n");
    text.push_str(&rule(skill.completion().rule(), skill));
    text.push_str(match skill.completion().attempts() {
        Attempts::Best => " Of several attempts the best counts.",
        Attempts::Latest => " Of several attempts the latest counts.",
        Attempts::First => " Only the first attempt counts.",
    });
    if let Some(days) = skill.completion().max_age_days() {
        text.push_str(&format!(" Assessments count for {days} days."));
    }
    let framework = skill.framework();
    text.push_str(&format!(
        "\n\nFramework: {}, version {}, by {}.",
        escaped(framework.name()),
        escaped(framework.version()),
        escaped(framework.publisher().name())
    ));
    text
}

fn rule(rule: &Rule, skill: &Skill) -> String {
    let parts =
        |of: &Scope| -> Vec<&SubCompetency> { skill.sub_competencies().filter(|sub| of.contains(sub.id())).collect() };
    match rule {
        Rule::AllRequired { of } => format!(
            "Required in each{}: {}. A strength in one does not make up for another.",
            names(of, skill),
            levels(&parts(of), skill)
        ),
        Rule::AtLeast { count, of } => {
            let parts = parts(of);
            format!("Required in at least {count} of {}{}: {}.", parts.len(), names(of, skill), levels(&parts, skill))
        }
        Rule::Points { total, floor, of } => {
            let floor = floor.map(|floor| format!(", and at least {floor} in each")).unwrap_or_default();
            format!("Required: at least {total} points in all{}{floor}.", names(of, skill))
        }
        Rule::All { rules } => {
            let all: Vec<String> = rules.iter().map(|inner| self::rule(inner, skill)).collect();
            all.join(" ")
        }
        Rule::Any { rules } => {
            let any: Vec<String> = rules.iter().map(|inner| self::rule(inner, skill)).collect();
            format!("One of these is enough. {}", any.join(" Or: "))
        }
    }
}

/// " (A, B and C)" where the rule speaks of some, nothing where it speaks of all.
fn names(of: &Scope, skill: &Skill) -> String {
    if *of == Scope::Whole {
        return String::new();
    }
    let names: Vec<String> =
        skill.sub_competencies().filter(|sub| of.contains(sub.id())).map(|sub| escaped(sub.name())).collect();
    format!(" ({})", listed(&names))
}

/// "Proficient or above", or each one's own where they differ.
fn levels(parts: &[&SubCompetency], skill: &Skill) -> String {
    let above = |sub: &SubCompetency, level: &Level| {
        let top = skill.rubric_of(sub).levels().last().is_some_and(|last| last.id() == level.id());
        format!("{}{}", escaped(level.name()), if top { "" } else { " or above" })
    };
    let each: Vec<(String, String)> =
        parts.iter().filter_map(|sub| Some((escaped(sub.name()), above(sub, skill.required_level(sub)?)))).collect();
    match each.split_first() {
        Some(((_, first), rest)) if rest.iter().all(|(_, level)| level == first) => first.clone(),
        _ => listed(&each.iter().map(|(name, level)| format!("{level} in {name}")).collect::<Vec<_>>()),
    }
}

/// Text as Markdown that shows just this text, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}
