//! What the badge corresponds to elsewhere, framework by framework.

use super::{AlignedTo, Target};
use crate::model::{AchievementSubject, Alignment};

pub(super) fn aligned(subject: &AchievementSubject) -> Vec<AlignedTo> {
    let achievement = &subject.achievement;
    let mut groups: Vec<AlignedTo> = Vec::new();
    add(&mut groups, &achievement.alignment, None);
    for description in &achievement.result_description {
        add(&mut groups, &description.alignment, Some(&description.name));
        for level in &description.rubric_criterion_level {
            add(&mut groups, &level.alignment, Some(&format!("{}: {}", description.name, level.name)));
        }
    }
    for result in &subject.result {
        let described =
            achievement.result_description.iter().find(|own| Some(&own.id) == result.result_description.as_ref());
        let id = result.result_description.as_deref();
        add(&mut groups, &result.alignment, described.map(|own| own.name.as_str()).or(id));
    }
    groups
}

fn add(groups: &mut Vec<AlignedTo>, alignments: &[Alignment], of: Option<&str>) {
    for alignment in alignments {
        let named = alignment.target_framework.clone().filter(|name| !name.trim().is_empty());
        let is_host = named.is_none();
        let framework = named.or_else(|| host(&alignment.target_url));
        let is_host = is_host && framework.is_some();
        let target = Target {
            name: alignment.target_name.clone(),
            url: alignment.target_url.clone(),
            code: alignment.target_code.clone(),
            kind: alignment.target_type.as_ref().map(ToString::to_string),
            description: alignment.target_description.clone(),
            of: of.map(Into::into),
        };
        match groups.iter_mut().find(|group| group.framework == framework && group.is_host == is_host) {
            Some(group) if group.targets.contains(&target) => {}
            Some(group) => group.targets.push(target),
            None => groups.push(AlignedTo { framework, is_host, targets: vec![target] }),
        }
    }
}

fn host(url: &str) -> Option<String> {
    Some(url::Url::parse(url).ok()?.host_str()?.to_owned())
}
