//! The badges of a class: what they have in common is made, checked and canonicalized once.

use std::borrow::Cow;
use std::sync::Arc;

use super::map::{self, Common};
use super::signed::{Format, Signed};
use super::{Award, Issuer, Recipient};
use crate::assessment::Earned;
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::framework::Skill;
use crate::model::{
    Achievement, AchievementCredential, AchievementSubject, Criteria, DateTimeZ, Good, Image, Kept, Profile, Version,
    conform,
};
use crate::proof::{self, Engine, ProofOptions, Suite};

/// Many badges of one skill by one issuer: the achievement and the issuer's profile, most of each badge, are made, checked
/// and canonicalized once. Made by [`Issuer::cohort`].
///
/// Badges and errors are those of [`Issuer::award`], byte for byte; what is not shared (a correction, endorsements, another
/// format, another skill) is only as slow as there. Threads may share it.
///
/// ```
/// # use openbadges::Framework;
/// # use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
/// # use openbadges::issue::{Issuer, Recipient};
/// # use openbadges::key::{Secret, Seed, SigningKey};
/// # use openbadges::model::Profile;
/// # let skill = Framework::twenty_first_century_skills().skill("resilience")?;
/// # let at = "2026-05-01T00:00:00Z".parse().unwrap();
/// # let record = |learner: &str| {
/// #     let assessed = |id: &str| {
/// #         let at = "2026-04-17T15:30:00Z".parse().unwrap();
/// #         Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Facilitator))
/// #     };
/// #     Record::new(Learner::new(learner), skill.sub_competencies().map(|sub| assessed(sub.id())).collect::<Vec<_>>())
/// # };
/// # let records = [record("s-1"), record("s-2")];
/// # let seed = Seed::from_bytes([7; 32]);
/// # let profile = Profile::new("https://college.example").with_name("Example College");
/// # let issuer = Issuer::new(profile, SigningKey::from_seed(&seed), Secret::from_seed(&seed))?;
/// let cohort = issuer.cohort(&skill)?;
/// for record in &records {
///     let earned = skill.evaluate(record, at)?.into_earned().unwrap();
///     let recipient = Recipient::new().with_id(format!("urn:example:{}", record.learner().id()));
///     let signed = cohort.award(&earned, &recipient).sign()?;
///     assert_eq!(signed.to_text(), issuer.award(&earned, &recipient).sign()?.to_text());
/// }
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug)]
pub struct Cohort<'i> {
    issuer: &'i Issuer,
    skill: Skill,
    image: Option<Image>,
    /// None where the issuer's own format is none over RDF: nothing is shared then.
    shared: Option<Shared>,
}

#[derive(Debug)]
struct Shared {
    suite: Suite,
    common: Arc<Common>,
    /// What stands for the issuer and the achievement in a badge until it is written.
    stand_ins: Common,
    good: Good,
    proofs: proof::Cohort<'static>,
}

impl<'i> Cohort<'i> {
    fn new(issuer: &'i Issuer, skill: Skill, image: Option<Image>) -> Result<Self> {
        let common = map::common(issuer, &skill, image.clone());
        let credential = anybodys(issuer, &common);
        let document = Document::parse(credential.to_json().as_bytes())?;
        Error::unless_empty(ErrorKind::Input, conform(&document))?;
        let shared = match (issuer.format(), Good::of(&document)) {
            (Format::Embedded(suite), Some(good)) if !suite.is_jcs() => {
                Some(Shared::new(issuer, suite, common, good, &document)?)
            }
            _ => None,
        };
        Ok(Cohort { issuer, skill, image, shared })
    }

    /// Gives all badges the picture of the achievement.
    ///
    /// # Errors
    /// As [`Issuer::cohort`].
    pub fn with_image(self, image: Image) -> Result<Self> {
        Cohort::new(self.issuer, self.skill, Some(image))
    }

    /// The skill.
    pub fn skill(&self) -> &Skill {
        &self.skill
    }

    /// Begins an award of what was earned, with the cohort's picture; as [`Issuer::award`], but for the time that
    /// [`Award::sign`] takes.
    pub fn award<'a>(&'a self, earned: &'a Earned, recipient: &'a Recipient) -> Award<'a> {
        let mut award = Award::new(self.issuer, earned, recipient);
        award.image.clone_from(&self.image);
        award.cohort = Some(self);
        award
    }

    /// The badge, if it is one of those that have all in common and nothing speaks against it.
    pub(super) fn sign(&self, award: &Award<'_>) -> Result<Option<Signed>> {
        let Some(shared) = &self.shared else { return Ok(None) };
        let is_common = award.format() == Format::Embedded(shared.suite)
            && award.image == self.image
            && award.is_plain()
            && award.earned.skill() == &self.skill;
        if !is_common || !award.check().is_empty() {
            return Ok(None);
        }
        let credential = map::credential(award, shared.stand_ins.clone());
        let Ok(document) = shared.proofs.document(&credential) else { return Ok(None) };
        let is_sure = shared.good.surely(&credential);
        debug_assert!(!is_sure || shared.good.conforms(&document), "{}", document.root().raw());
        if !is_sure && !shared.good.conforms(&document) {
            return Ok(None);
        }
        let created = DateTimeZ::whole_seconds(award.valid_from);
        let secured = shared.proofs.secure_as_of(document, &*self.issuer.signer, created)?;
        let (common, written) = (shared.common.clone(), secured.clone());
        // Few who issue for a class look at the typed view.
        Ok(Some(Signed::later(secured, move || typed(&written, &common))))
    }
}

impl Shared {
    fn new(issuer: &Issuer, suite: Suite, common: Common, good: Good, document: &Document) -> Result<Self> {
        let stand_ins = common.with(
            // Without a type, which no profile lacks that a badge may have.
            Profile { types: Vec::new(), ..Profile::new(common.issuer.id.clone()) },
            Achievement::new(common.achievement.id.clone(), "", "", Criteria::narrative("")),
        );
        let kept = |json: String| Document::parse(json.as_bytes());
        let kept = vec![
            Kept::in_place_of(stand_ins.issuer.clone(), kept(common.issuer.to_json())?, Version::V2_0),
            Kept::in_place_of(stand_ins.achievement.clone(), kept(common.achievement.to_json())?, Version::V2_0),
        ];
        let options = ProofOptions::new(issuer.verification_method()).with_suite(suite);
        let engine = Engine::new();
        let proofs = engine.cohort(document, &["/credentialSubject/achievement", "/issuer"], &options)?;
        Ok(Shared { suite, common: Arc::new(common), stand_ins, good, proofs: proofs.into_owned(kept) })
    }
}

/// A badge with only what all have in common, of nobody's: ids that nothing else has.
fn anybodys(issuer: &Issuer, common: &Common) -> AchievementCredential {
    let id = |label: &str| super::award::urn(issuer.secret.derive(label, &[]));
    let subject = AchievementSubject::new(common.achievement.clone()).with_id(id("nobody"));
    let from = DateTimeZ::whole_seconds(chrono::DateTime::UNIX_EPOCH);
    AchievementCredential::new(id("no credential"), common.issuer.clone(), from, subject)
}

/// The typed view, as it is read.
fn typed(document: &Document, common: &Common) -> AchievementCredential {
    AchievementCredential::read(document).unwrap_or_else(|_| {
        // Never so, since the rules were kept; then it is what all have in common.
        let (text, root) = (|node: Node<'_>| node.as_str().map(Cow::into_owned), document.root());
        let from = root.get("validFrom").and_then(text).and_then(|from| from.parse().ok());
        let from = from.unwrap_or_else(|| DateTimeZ::whole_seconds(chrono::DateTime::UNIX_EPOCH));
        let subject = AchievementSubject::new(common.achievement.clone());
        let id = root.get("id").and_then(text).unwrap_or_default();
        AchievementCredential::new(id, common.issuer.clone(), from, subject)
    })
}

impl Issuer {
    /// Prepares many badges of one skill, each begun by [`Cohort::award`]. Worth it from the third badge on.
    ///
    /// # Errors
    /// `model.*` and `json-ld.*` for what in the skill or the issuer's profile would keep every badge of it from being signed.
    pub fn cohort(&self, skill: &Skill) -> Result<Cohort<'_>> {
        Cohort::new(self, skill.clone(), None)
    }
}
