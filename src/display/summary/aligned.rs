//! What the badge corresponds to elsewhere, framework by framework.

use std::collections::HashMap;

use super::{AlignedTo, Target};
use crate::model::{AchievementSubject, Alignment};

pub(super) fn aligned(subject: &AchievementSubject) -> Vec<AlignedTo> {
    let achievement = &subject.achievement;
    let mut groups = Groups::default();
    groups.add(&achievement.alignment, None);
    let mut names: HashMap<&str, &str> = HashMap::new();
    for description in &achievement.result_description {
        names.entry(&description.id).or_insert(&description.name);
        groups.add(&description.alignment, Some(&description.name));
        for level in &description.rubric_criterion_level {
            groups.add(&level.alignment, Some(&format!("{}: {}", description.name, level.name)));
        }
    }
    for result in &subject.result {
        let id = result.result_description.as_deref();
        groups.add(&result.alignment, id.and_then(|id| names.get(id).copied()).or(id));
    }
    groups.all
}

/// Frameworks in the order in which they come first.
#[derive(Default)]
struct Groups {
    all: Vec<AlignedTo>,
    places: HashMap<(Option<String>, bool), usize>,
}

impl Groups {
    fn add(&mut self, alignments: &[Alignment], of: Option<&str>) {
        for alignment in alignments {
            let named = alignment.target_framework.clone().filter(|name| !name.trim().is_empty());
            let is_named = named.is_some();
            let framework = named.or_else(|| host(&alignment.target_url));
            let is_host = framework.is_some() && !is_named;
            let place = *self.places.entry((framework.clone(), is_host)).or_insert(self.all.len());
            if place == self.all.len() {
                self.all.push(AlignedTo { framework, is_host, targets: Vec::new() });
            }
            let Some(group) = self.all.get_mut(place) else { continue };
            group.targets.push(Target {
                name: alignment.target_name.clone(),
                url: alignment.target_url.clone(),
                code: alignment.target_code.clone(),
                kind: alignment.target_type.as_ref().map(ToString::to_string),
                description: alignment.target_description.clone(),
                of: of.map(Into::into),
            });
        }
    }
}

fn host(url: &str) -> Option<String> {
    Some(url::Url::parse(url).ok()?.host_str()?.to_owned())
}
