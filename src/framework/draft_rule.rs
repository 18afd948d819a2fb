//! Reads and checks completion rules.

use std::collections::HashSet;

use super::draft::MOST_SUB_COMPETENCIES;
use super::rubric::Points;
use super::rule::{Attempts, Completion, Rule, Scope};
use crate::document::Node;
use crate::document::read::Reader;
use crate::finding::Code;
use crate::text::quoted;

/// Rules within rules within rules are a mistake, not a rule.
const DEEPEST_RULE: usize = 4;

/// More rules in one skill are a mistake; each says its part in every reason.
const MOST_RULES: usize = 50;

/// When a skill counts as completed.
pub(super) fn completion(node: Node<'_>, r: &mut Reader) -> Completion {
    let Some(o) = r.object(node, &["rule", "attempts", "maxAgeDays"]) else {
        return Completion::default();
    };
    let words = [("best", Attempts::Best), ("latest", Attempts::Latest), ("first", Attempts::First)];
    Completion {
        rule: o.optional("rule").and_then(|n| rule(n, 0, &mut 0, r)).unwrap_or_default(),
        attempts: o.optional("attempts").and_then(|n| r.word(n, &words)).unwrap_or_default(),
        max_age_days: o.optional("maxAgeDays").and_then(|n| r.count(n, 1)),
    }
}

fn rule(node: Node<'_>, depth: usize, count: &mut usize, r: &mut Reader) -> Option<Rule> {
    *count += 1;
    if *count > MOST_RULES {
        if *count == MOST_RULES + 1 {
            r.report(Code::FrameworkRuleUnusable, node, format!("a rule is made of more than {MOST_RULES} rules"));
        }
        return None;
    }
    if depth >= DEEPEST_RULE {
        r.report(Code::FrameworkRuleUnusable, node, format!("rules are nested deeper than {DEEPEST_RULE} levels"));
        return None;
    }
    let o = r.object(node, &["kind", "count", "total", "floor", "of", "rules"])?;
    let kinds = ["all-required", "at-least", "points", "all", "any"];
    let kind = o.required("kind", r).and_then(|n| r.word(n, &kinds.map(|k| (k, k))))?;
    let members: &[&str] = match kind {
        "all-required" => &["kind", "of"],
        "at-least" => &["kind", "count", "of"],
        "points" => &["kind", "total", "floor", "of"],
        _ => &["kind", "rules"],
    };
    for (name, value) in node.members().filter(|(name, _)| !members.contains(&name.as_ref())) {
        // Names that no rule has were reported above.
        if ["count", "total", "floor", "of", "rules"].contains(&name.as_ref()) {
            r.report(Code::InputUnknownMember, value, format!("a rule of kind `{kind}` has no `{name}`"));
        }
    }
    let of = match o.optional("of").filter(|_| members.contains(&"of")) {
        Some(list) => Scope::Only(
            r.items_of(Some(list)).into_iter().take(MOST_SUB_COMPETENCIES + 1).filter_map(|n| r.text(n)).collect(),
        ),
        None => Scope::Whole,
    };
    Some(match kind {
        "all-required" => Rule::AllRequired { of },
        "at-least" => Rule::AtLeast { count: o.required("count", r).and_then(|n| r.count(n, 1))?, of },
        "points" => {
            let floor = o.optional("floor").and_then(|n| Points::read(n, r));
            Rule::Points { total: o.required("total", r).and_then(|n| Points::read(n, r))?, floor, of }
        }
        _ => {
            let list = o.required("rules", r);
            let rules = r.items_of(list).into_iter().filter_map(|n| rule(n, depth + 1, count, r)).collect();
            if kind == "all" { Rule::All { rules } } else { Rule::Any { rules } }
        }
    })
}

/// A rule must be one that somebody can meet and somebody can miss.
pub(super) fn check(rule: &Rule, node: Node<'_>, subs: &[String], most: &dyn Fn(&str) -> Points, r: &mut Reader) {
    let mut unusable = |message: String| r.report(Code::FrameworkRuleUnusable, node, message);
    let (Rule::AllRequired { of } | Rule::AtLeast { of, .. } | Rule::Points { of, .. }) = rule else {
        if let Rule::All { rules } | Rule::Any { rules } = rule {
            if rules.is_empty() {
                unusable("a rule made of rules needs at least one".into());
            }
            for rule in rules {
                check(rule, node, subs, most, r);
            }
        }
        return;
    };
    if let Scope::Only(ids) = of {
        let mut seen = HashSet::new();
        for id in ids {
            if !subs.contains(id) {
                let hint = r.hint(id, || subs.iter().map(String::as_str));
                let message = format!("the rule names {}, no sub-competency of its skill{hint}", quoted(id));
                r.report(Code::FrameworkDanglingReference, node, message);
            } else if !seen.insert(id) {
                r.report(Code::FrameworkDuplicateId, node, format!("the rule names {} twice", quoted(id)));
            }
        }
        if ids.is_empty() {
            r.report(Code::FrameworkRuleUnusable, node, "the rule speaks of no sub-competency");
        }
    }
    let scope: Vec<&String> = subs.iter().filter(|id| of.contains(id)).collect();
    match rule {
        Rule::AtLeast { count, .. } if usize::try_from(*count).is_ok_and(|c| c > scope.len()) => {
            let message = format!("the rule wants {count} sub-competencies of {}", scope.len());
            r.report(Code::FrameworkRuleUnusable, node, message);
        }
        Rule::Points { total, floor, .. } => {
            let reachable: Points = scope.iter().map(|id| most(id)).sum();
            if *total > reachable {
                let message = format!("the rule wants {total} points, but only {reachable} can be reached");
                r.report(Code::FrameworkRuleUnusable, node, message);
            }
            if *total == Points::default() && floor.unwrap_or_default() == Points::default() {
                r.report(Code::FrameworkRuleUnusable, node, "a rule that wants no points is met by everybody");
            }
            for id in scope.iter().filter(|id| floor.is_some_and(|floor| floor > most(id))) {
                let message = format!("nobody can reach the rule's floor in {}", quoted(id));
                r.report(Code::FrameworkRuleUnusable, node, message);
            }
        }
        _ => {}
    }
}
