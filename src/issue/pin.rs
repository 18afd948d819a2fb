//! What a badge links to, pinned by digest.

use super::Award;
use crate::document::Document;
use crate::error::Result;
use crate::finding::{Code, Finding};
use crate::integrity;
use crate::model::{AchievementCredential, Image, ObjectText, Profile, push_string};
use crate::text::quoted;

impl Award<'_> {
    /// Pins evidence, an image or criteria that the badge links to: `relatedResource` gets the SHA-384 digest of these
    /// bytes as `digestSRI` (VC Data Model 2.0, section 5.3), so that a verifier who has the bytes behind the URL can tell
    /// whether they are still the same. Called again, it pins something else.
    ///
    /// A page that changes with each visit cannot be pinned: what is fetched later would differ.
    ///
    /// ```
    /// # use openbadges::Framework;
    /// # use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
    /// # use openbadges::issue::{Issuer, Recipient};
    /// # use openbadges::key::{Secret, Seed, SigningKey};
    /// # use openbadges::model::{IdentifierType, Image};
    /// # let skill = Framework::twenty_first_century_skills().skill("resilience")?;
    /// # let assessed = |id: &str| {
    /// #     let at = "2026-04-17T15:30:00Z".parse().unwrap();
    /// #     Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Facilitator))
    /// # };
    /// # let assessments: Vec<_> = skill.sub_competencies().map(|sub| assessed(sub.id())).collect();
    /// # let record = Record::new(Learner::new("s-1"), assessments);
    /// # let earned = skill.evaluate(&record, "2026-05-01T00:00:00Z".parse().unwrap())?.into_earned().unwrap();
    /// # let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    /// # let issuer = Issuer::from_json(br#"{"name": "Example College"}"#, key, Secret::from_bytes([9; 32]))?;
    /// let recipient = Recipient::new().with_hashed(IdentifierType::EmailAddress, "a@example.edu");
    /// let url = "https://college.example/resilience.png";
    /// # let png = b"\x89PNG\r\n\x1a\n";
    /// let award = issuer.award(&earned, &recipient).with_image(Image::new(url)).with_pinned(url, png, "image/png");
    /// assert!(award.sign()?.to_text().contains(r#""digestSRI":"sha384-"#));
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`sign`](Award::sign) gives `issue.pin-not-linked` for what the badge does not link to (a `data:` URI holds its bytes
    /// already), `issue.pinned-twice`, and `input.not-a-media-type`.
    pub fn with_pinned(mut self, url: impl Into<String>, bytes: &[u8], media_type: impl Into<String>) -> Self {
        self.pins.push(Pin { url: url.into(), media_type: media_type.into(), digest: integrity::sri(bytes) });
        self
    }
}

/// One thing that is pinned.
#[derive(Debug, Clone)]
pub(super) struct Pin {
    url: String,
    media_type: String,
    digest: String,
}

impl Pin {
    fn to_json(&self) -> String {
        let mut object = ObjectText::default();
        for (name, value) in [("id", &self.url), ("mediaType", &self.media_type), ("digestSRI", &self.digest)] {
            let mut json = String::new();
            push_string(value, &mut json);
            object.member(name, &json);
        }
        object.finish()
    }
}

/// Adds the pins to what links to what they pin.
pub(super) fn add(pins: &[Pin], credential: &mut AchievementCredential) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    if pins.is_empty() {
        return Ok(findings);
    }
    let links = links(credential);
    for (i, Pin { url, media_type, .. }) in pins.iter().enumerate() {
        let place = format!("/relatedResource/{i}");
        if !links.contains(&url.as_str()) {
            let message = format!("the badge has no evidence, image or criteria at {}, which is pinned", quoted(url));
            let finding = Finding::error(Code::IssuePinNotLinked, format!("{place}/id"), message).with_value(url);
            findings.push(finding.with_remedy("pin what the badge links to, by the same URL"));
        }
        if pins.iter().take(i).any(|earlier| earlier.url == *url) {
            let message = format!("{} is pinned a second time", quoted(url));
            findings.push(Finding::error(Code::IssuePinnedTwice, format!("{place}/id"), message).with_value(url));
        }
        if !is_media_type(media_type) {
            let message = format!("{} is not a media type, such as `image/png`", quoted(media_type));
            let place = format!("{place}/mediaType");
            findings.push(Finding::error(Code::InputNotMediaType, place, message).with_value(media_type));
        }
    }
    let list: Vec<String> = pins.iter().map(Pin::to_json).collect();
    let list = Document::parse(format!("[{}]", list.join(",")).as_bytes())?;
    credential.extra.insert("relatedResource", list);
    Ok(findings)
}

/// Type and subtype (RFC 6838, section 4.2), perhaps with parameters.
fn is_media_type(text: &str) -> bool {
    let name = |name: &str| {
        name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    let (essence, parameters) = text.split_once(';').unwrap_or((text, "x=x"));
    let is_essence = essence.split_once('/').is_some_and(|(kind, subtype)| name(kind) && name(subtype));
    is_essence && parameters.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) && parameters.contains('=')
}

/// The URLs of evidence, images and criteria.
fn links(credential: &AchievementCredential) -> Vec<&str> {
    let subject = &credential.credential_subject;
    let achievement = &subject.achievement;
    let mut links: Vec<&str> = credential.evidence.iter().filter_map(|evidence| evidence.id.as_deref()).collect();
    links.extend(achievement.criteria.id.as_deref());
    let mut profiles: Vec<&Profile> = credential.issuer.profile().into_iter().collect();
    profiles.extend(achievement.creator.as_ref());
    profiles.extend(subject.source.as_ref());
    let mut images: Vec<&Image> =
        [&credential.image, &subject.image, &achievement.image].into_iter().flatten().collect();
    while let Some(profile) = profiles.pop() {
        images.extend(profile.image.as_ref());
        profiles.extend(profile.parent_org.as_deref());
    }
    links.extend(images.into_iter().map(|image| image.id.as_str()));
    // What a URI holds itself cannot change.
    links.retain(|url| !url.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")));
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        for good in ["image/png", "application/vc+ld+json", "text/html; charset=utf-8", "text/html;charset=utf-8"] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in
            ["", "png", "image/", "/png", "image/png ", "image /png", "image/png;", "a/b/c", "image/png;x=\n", "ä/b"]
        {
            assert!(!is_media_type(bad), "{bad}");
        }
    }
}
