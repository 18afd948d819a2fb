//! Criteria in Markdown, generated from the completion rule.

use crate::assessment::counted_points;
use crate::framework::{Attempts, Level, Rule, Scope, Skill, SubCompetency};
use crate::language::{Language, Text};

/// How the skill is earned.
pub(super) fn criteria(skill: &Skill, language: &Language) -> String {
    let mut text = language.fill(Text::CriteriaIntro, &[("skill", &escaped(skill.name()))]);
    text.push('\n');
    for sub in skill.sub_competencies() {
        let (name, description) = (escaped(sub.name()), escaped(sub.description()));
        text.push_str("\n- ");
        text.push_str(&language.fill(Text::CriteriaPart, &[("name", &name), ("description", &description)]));
        for criterion in skill.rubric_of(sub).criteria() {
            let name = escaped(criterion.name());
            text.push_str("\n  - ");
            match criterion.description().map(escaped) {
                Some(description) => {
                    let values = [("name", name.as_str()), ("description", &description)];
                    text.push_str(&language.fill(Text::CriteriaIndicator, &values));
                }
                None => text.push_str(&name),
            }
        }
    }
    text.push_str("\n\n");
    text.push_str(&rule(skill.completion().rule(), skill, language));
    text.push(' ');
    text.push_str(language.text(match skill.completion().attempts() {
        Attempts::Best => Text::CriteriaBest,
        Attempts::Latest => Text::CriteriaLatest,
        Attempts::First => Text::CriteriaFirst,
    }));
    if let Some(days) = skill.completion().max_age_days() {
        let form = if days == 1 { Text::CriteriaDaysOne } else { Text::CriteriaDays };
        text.push(' ');
        text.push_str(&language.fill(form, &[("days", &days.to_string())]));
    }
    let framework = skill.framework();
    let values = [
        ("framework", escaped(framework.name())),
        ("version", escaped(framework.version())),
        ("publisher", escaped(framework.publisher().name())),
    ];
    text.push_str("\n\n");
    text.push_str(&fill(language, Text::CriteriaFramework, &values));
    text
}

fn rule(rule: &Rule, skill: &Skill, language: &Language) -> String {
    let parts =
        |of: &Scope| -> Vec<&SubCompetency> { skill.sub_competencies().filter(|sub| of.contains(sub.id())).collect() };
    // Names are said where the rule speaks of some.
    let by_scope = |of: &Scope, whole: Text, some: Text| if *of == Scope::Whole { whole } else { some };
    match rule {
        Rule::AllRequired { of } => {
            let values = [("names", names(of, skill, language)), ("levels", levels(&parts(of), skill, language))];
            fill(language, by_scope(of, Text::CriteriaEach, Text::CriteriaEachOf), &values)
        }
        Rule::AtLeast { count, of } => {
            let parts = parts(of);
            let values = [
                ("count", count.to_string()),
                ("total", parts.len().to_string()),
                ("names", names(of, skill, language)),
                ("levels", levels(&parts, skill, language)),
            ];
            fill(language, by_scope(of, Text::CriteriaAtLeast, Text::CriteriaAtLeastOf), &values)
        }
        Rule::Points { total, floor, of } => {
            let form = match floor {
                None => by_scope(of, Text::CriteriaPoints, Text::CriteriaPointsOf),
                Some(_) => by_scope(of, Text::CriteriaFloor, Text::CriteriaFloorOf),
            };
            let values = [
                ("points", counted_points(*total, language)),
                ("floor", floor.unwrap_or_default().to_string()),
                ("names", names(of, skill, language)),
            ];
            fill(language, form, &values)
        }
        Rule::All { rules } => {
            let all: Vec<String> = rules.iter().map(|inner| self::rule(inner, skill, language)).collect();
            all.join(" ")
        }
        Rule::Any { rules } => {
            let any: Vec<String> = rules.iter().map(|inner| self::rule(inner, skill, language)).collect();
            fill(language, Text::CriteriaAny, &[("ways", any.join(language.text(Text::CriteriaOr)))])
        }
    }
}

fn fill<const N: usize>(language: &Language, text: Text, values: &[(&str, String); N]) -> String {
    language.fill(text, &values.each_ref().map(|(name, text)| (*name, text.as_str())))
}

/// The names of those that the rule speaks of.
fn names(of: &Scope, skill: &Skill, language: &Language) -> String {
    let names: Vec<String> =
        skill.sub_competencies().filter(|sub| of.contains(sub.id())).map(|sub| escaped(sub.name())).collect();
    language.list(&names)
}

/// "Proficient or above", or each one's own where they differ.
fn levels(parts: &[&SubCompetency], skill: &Skill, language: &Language) -> String {
    let above = |sub: &SubCompetency, level: &Level| {
        let top = skill.rubric_of(sub).levels().last().is_some_and(|last| last.id() == level.id());
        let name = escaped(level.name());
        if top { name } else { language.fill(Text::CriteriaAbove, &[("level", &name)]) }
    };
    let each: Vec<(String, String)> =
        parts.iter().filter_map(|sub| Some((escaped(sub.name()), above(sub, skill.required_level(sub)?)))).collect();
    match each.split_first() {
        Some(((_, first), rest)) if rest.iter().all(|(_, level)| level == first) => first.clone(),
        _ => {
            let each = each
                .iter()
                .map(|(name, level)| language.fill(Text::CriteriaLevelIn, &[("level", level), ("name", name)]));
            language.list(&each.collect::<Vec<_>>())
        }
    }
}

/// Text as Markdown that shows just this text, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// The same, added to another.
pub(super) fn escape(text: &str, out: &mut String) {
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
}
