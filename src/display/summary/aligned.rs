//! What the badge corresponds to elsewhere, framework by framework.

use std::collections::HashMap;

use super::{AlignedTo, Of, OfKind, Shown, Target};
use crate::display::seen::is_seen;
use crate::model::{AchievementSubject, Alignment};

/// Of the achievement, of what is in it, and of the results; `shown` is what its descriptions came to, one for each.
pub(super) fn aligned(subject: &AchievementSubject, shown: &[Shown]) -> Vec<AlignedTo> {
    let achievement = &subject.achievement;
    let mut groups = Groups::default();
    groups.add(&achievement.alignment, &Of { kind: OfKind::Achievement, shown: None, level: None });
    let mut places: HashMap<&str, Of> = HashMap::new();
    for (at, (from, own)) in achievement.result_description.iter().zip(shown).enumerate() {
        // A name is there once, however long it is and however much corresponds to it.
        let of = Of { kind: OfKind::Shown, shown: Some((at, own.name.as_str().into())), level: None };
        groups.add(&from.alignment, &of);
        let mut levels: HashMap<&str, usize> = HashMap::new();
        for (place, level) in own.levels.iter().enumerate() {
            levels.entry(&level.id).or_insert(place);
        }
        for level in from.rubric_criterion_level.iter().filter(|level| !level.alignment.is_empty()) {
            let place = levels.get(level.id.as_str()).map(|place| (*place, level.name.as_str().into()));
            groups.add(&level.alignment, &Of { kind: OfKind::Level, level: place, ..of.clone() });
        }
        places.entry(&from.id).or_insert(of);
    }
    for result in &subject.result {
        let of = result.result_description.as_deref().and_then(|id| places.get(id));
        groups.add(&result.alignment, of.unwrap_or(&Of { kind: OfKind::Result, shown: None, level: None }));
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
    fn add(&mut self, alignments: &[Alignment], of: &Of) {
        for alignment in alignments {
            let named = alignment.target_framework.clone().filter(|name| is_seen(name));
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
                of: of.clone(),
            });
        }
    }
}

fn host(url: &str) -> Option<String> {
    Some(url::Url::parse(url).ok()?.host_str()?.to_owned())
}
