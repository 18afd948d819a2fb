//! Parts that many credentials have in common, found good once.

use std::collections::HashSet;

use super::references::Descriptions;
use super::{Walk, conform};
use crate::document::{Document, Node};
use crate::model::AchievementCredential;
use crate::model::wire::object::Class;

/// The contexts, the issuer and the achievement of a credential that keeps all rules.
#[derive(Debug)]
pub(crate) struct Good {
    contexts: Box<str>,
    issuer: Box<str>,
    achievement: Box<str>,
    /// Whatever is named in them.
    ids: HashSet<String>,
    descriptions: Descriptions<'static>,
}

/// The contexts, the issuer and the achievement.
fn parts(document: &Document) -> Option<[Node<'_>; 3]> {
    let root = document.root();
    Some([root.get("@context")?, root.get("issuer")?, root.get("credentialSubject")?.get("achievement")?])
}

impl Good {
    /// None if the credential breaks a rule.
    pub(crate) fn of(credential: &Document) -> Option<Self> {
        let [contexts, issuer, achievement] = parts(credential).filter(|_| conform(credential).is_empty())?;
        let (mut ids, mut open) = (HashSet::new(), vec![issuer, achievement]);
        while let Some(node) = open.pop() {
            ids.extend(node.get("id").and_then(Node::as_str).map(Into::into));
            open.extend(node.members().map(|(_, value)| value).chain(node.items()));
        }
        let descriptions = Descriptions::of(Some(achievement)).into_owned();
        let [contexts, issuer, achievement] = [contexts, issuer, achievement].map(|part| part.raw().into());
        Some(Good { contexts, issuer, achievement, ids, descriptions })
    }

    /// Whether [`conform`] finds nothing in an AchievementCredential with the same parts; if in doubt, not.
    ///
    /// Rules are about one object and what is in it, and are skipped in the parts; but for those of results, held against the
    /// descriptions as they were, and of ids: one that stands in a part is in doubt.
    pub(crate) fn conforms(&self, credential: &Document) -> bool {
        let Some([contexts, issuer, achievement]) = parts(credential) else { return false };
        let own = [&self.contexts, &self.issuer, &self.achievement];
        if [contexts, issuer, achievement].iter().zip(own).any(|(part, own)| *part.raw() != **own) {
            return false;
        }
        let good = Some((self, [issuer.offset(), achievement.offset()]));
        let walk = Walk { good, ..Walk::default() };
        super::walked(walk, credential, AchievementCredential::table()).is_empty()
    }

    pub(super) fn has_id(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    pub(super) fn descriptions(&self) -> &Descriptions<'static> {
        &self.descriptions
    }
}
