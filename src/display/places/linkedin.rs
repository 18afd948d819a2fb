//! LinkedIn.

use url::Url;

use super::web_url;
use crate::display::clean;
use crate::display::summary::Summary;
use crate::error::Result;
use crate::model::DateTimeZ;

/// The longest name that is handed over, in characters.
const LONGEST: usize = 255;

/// The address that opens LinkedIn's form for a licence or certification with everything filled in. The learner is asked there
/// before anything is added.
///
/// ```
/// use openbadges::display::places::LinkedIn;
/// use openbadges::display::summary::Summary;
/// use openbadges::verify::{Resources, Verifier};
///
/// let badge = include_bytes!("../../../fixtures/golden/critical-thinking.json");
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let verified = Verifier::default().verify(badge, &Resources::new(), now).into_verified().unwrap();
/// let url = LinkedIn::of(&Summary::of(&verified)).with_url("https://badges.example.edu/a/1")?.to_url();
/// assert!(url.starts_with("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Critical+Thinking&"));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct LinkedIn<'s> {
    summary: &'s Summary,
    organization: Option<u64>,
    url: Option<Url>,
    has_id: bool,
}

impl<'s> LinkedIn<'s> {
    /// For a badge: its name, its issuer's name, when it was awarded, until when it is valid, and its id.
    pub fn of(summary: &'s Summary) -> Self {
        LinkedIn { summary, organization: None, url: None, has_id: true }
    }

    /// The number of the issuer's page on LinkedIn, in place of its name: then the entry has its logo.
    pub fn with_organization_id(self, id: u64) -> Self {
        LinkedIn { organization: Some(id), ..self }
    }

    /// Where the badge can be seen: mostly where its page is published.
    ///
    /// # Errors
    /// `input.not-a-url` for what is no `http` or `https` URL.
    pub fn with_url(self, url: &str) -> Result<Self> {
        Ok(LinkedIn { url: Some(web_url(url)?), ..self })
    }

    /// Without the credential's id, which tells an employer little.
    pub fn without_id(self) -> Self {
        LinkedIn { has_id: false, ..self }
    }

    /// The address.
    pub fn to_url(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("startTask", "CERTIFICATION_NAME");
        query.append_pair("name", &clean::line(self.summary.achieved().name(), LONGEST));
        match self.organization {
            Some(id) => query.append_pair("organizationId", &id.to_string()),
            None => {
                query.append_pair("organizationName", &clean::line(self.summary.issuer().profile().label(), LONGEST))
            }
        };
        let validity = self.summary.validity();
        date(&mut query, ["issueYear", "issueMonth"], validity.awarded().unwrap_or(validity.from()));
        if let Some(until) = validity.until() {
            date(&mut query, ["expirationYear", "expirationMonth"], until);
        }
        if let Some(url) = &self.url {
            query.append_pair("certUrl", url.as_str());
        }
        if self.has_id {
            query.append_pair("certId", &clean::line(self.summary.credential().id(), LONGEST));
        }
        format!("https://www.linkedin.com/profile/add?{}", query.finish())
    }
}

/// Year and month, where the badge was made.
fn date(query: &mut url::form_urlencoded::Serializer<'_, String>, names: [&str; 2], at: &DateTimeZ) {
    use chrono::Datelike;
    let at = at.at();
    for (name, value) in names.into_iter().zip([at.year().to_string(), at.month().to_string()]) {
        query.append_pair(name, &value);
    }
}
