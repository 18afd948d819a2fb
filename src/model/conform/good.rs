//! Parts that many credentials have in common, found good once.

use std::collections::HashSet;

use super::references::Descriptions;
use super::{Walk, conform};
use crate::document::{Document, Node};
use crate::model::identity::is_identity_hash;
use crate::model::wire::object::Class;
use crate::model::{AchievementCredential, IdentityObject, Term};
use crate::text::is_uri;

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

    /// Whether [`conforms`](Good::conforms) holds of a credential with the same parts that has no further members than ids,
    /// names, texts, dates in order, identifiers, results and evidence; if in doubt, not.
    pub(crate) fn surely(&self, credential: &AchievementCredential) -> bool {
        let subject = &credential.credential_subject;
        let own = [Some(&credential.id), subject.id.as_ref()].into_iter().flatten();
        let ids: Vec<&str> =
            own.chain(credential.evidence.iter().filter_map(|item| item.id.as_ref())).map(|id| &**id).collect();
        let is_new =
            |(at, id): (usize, &&str)| is_uri(id) && !self.has_id(id) && !ids.iter().take(at).any(|other| other == id);
        let is_told = subject.id.is_some() || !subject.identifier.is_empty();
        // Each pair is looked at: few, or it takes long.
        let is_plain =
            ids.len() <= Self::MOST_IDS && subject.source.is_none() && credential.credential_status.is_empty();
        is_plain
            && is_told
            && ids.iter().enumerate().all(is_new)
            && subject.identifier.iter().all(is_sure_identity)
            && subject.result.iter().all(|result| self.descriptions.has_level_of(result))
    }

    const MOST_IDS: usize = 30;

    pub(super) fn has_id(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    pub(super) fn descriptions(&self) -> &Descriptions<'static> {
        &self.descriptions
    }
}

fn is_sure_identity(identity: &IdentityObject) -> bool {
    let is_known = matches!(identity.identity_type, Term::Known(_));
    is_known && (!identity.hashed || matches!(is_identity_hash(&identity.identity_hash), Some((_, false))))
}
