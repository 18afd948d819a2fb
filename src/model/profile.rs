//! Who issues, creates, assesses and endorses.

use super::conform::rules;
use super::wire::{Kind, Types, Value, Writer, class, push_string};
use super::{EndorsementCredential, IdentifierType, Image, Number, Term, Version};
use crate::document::Node;

class! {
    /// A person or organization: issuer, creator of an achievement, assessor, endorser.
    ///
    /// [`Profile`](https://www.imsglobal.org/spec/ob/v3p0/#profile).
    Profile "Profile" {
        pub fn new;
        types: Types::Contains(&[&["Profile"]]);
        rules: rules::endorsed;
    }
    /// The URI that stands for it.
    one id: String = "id", Kind::Uri;
    /// `Profile`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["Profile"];
    /// Its name.
    maybe name / with_name: String = "name", Kind::Text;
    /// Its homepage.
    maybe url / with_url: String = "url", Kind::Uri;
    /// Its e-mail address.
    maybe email / with_email: String = "email", Kind::Email;
    /// Its telephone number.
    maybe phone / with_phone: String = "phone", Kind::Phone;
    /// What it is, in short.
    maybe description / with_description: String = "description", Kind::Text;
    /// Its picture, PNG or SVG.
    maybe image / with_image: Image = "image", Kind::Object(Image::table);
    /// The organization it belongs to.
    maybe parent_org / with_parent_org: Box<Profile> = "parentOrg", Kind::Object(Profile::table);
    /// Where it is.
    maybe address / with_address: Address = "address", Kind::Object(Address::table);
    /// The name of an official who may act for the organization.
    maybe official / with_official: String = "official", Kind::Text;
    /// Further identifiers of it.
    list other_identifier / with_other_identifier: IdentifierEntry = "otherIdentifier", Kind::Object(IdentifierEntry::table);
    /// A person's family name.
    maybe family_name / with_family_name: String = "familyName", Kind::Text;
    /// A person's given name.
    maybe given_name / with_given_name: String = "givenName", Kind::Text;
    /// A person's further names.
    maybe additional_name / with_additional_name: String = "additionalName", Kind::Text;
    /// A person's patronymic.
    maybe patronymic_name / with_patronymic_name: String = "patronymicName", Kind::Text;
    /// What precedes a person's name, such as `Dr`.
    maybe honorific_prefix / with_honorific_prefix: String = "honorificPrefix", Kind::Text;
    /// What follows a person's name, such as `PhD`.
    maybe honorific_suffix / with_honorific_suffix: String = "honorificSuffix", Kind::Text;
    /// The leading part of a family name, such as `de`.
    maybe family_name_prefix / with_family_name_prefix: String = "familyNamePrefix", Kind::Text;
    /// A person's date of birth, `YYYY-MM-DD`.
    maybe date_of_birth / with_date_of_birth: String = "dateOfBirth", Kind::Date;
    /// Who vouches for it, with Data Integrity proofs.
    list endorsement / with_endorsement: EndorsementCredential = "endorsement", Kind::Object(EndorsementCredential::table);
    /// The same as compact JWS.
    list endorsement_jwt / with_endorsement_jwt: String = "endorsementJwt", Kind::Jws;
}

class! {
    /// Where somebody is.
    ///
    /// [`Address`](https://www.imsglobal.org/spec/ob/v3p0/#address).
    Address "Address" { pub fn new; types: Types::Contains(&[&["Address"]]); }
    /// `Address`, and other types as may be.
    fixed types: String = "type", Kind::Type, ["Address"];
    /// The country.
    maybe address_country / with_address_country: String = "addressCountry", Kind::Text;
    /// The country's code, ISO 3166-1 alpha-2.
    maybe address_country_code / with_address_country_code: String = "addressCountryCode", Kind::Country;
    /// The region within the country.
    maybe address_region / with_address_region: String = "addressRegion", Kind::Text;
    /// The locality within the region.
    maybe address_locality / with_address_locality: String = "addressLocality", Kind::Text;
    /// The street and house.
    maybe street_address / with_street_address: String = "streetAddress", Kind::Text;
    /// The post office box.
    maybe post_office_box_number / with_post_office_box_number: String = "postOfficeBoxNumber", Kind::Text;
    /// The postal code.
    maybe postal_code / with_postal_code: String = "postalCode", Kind::Text;
    /// The place on the globe.
    maybe geo / with_geo: GeoCoordinates = "geo", Kind::Object(GeoCoordinates::table);
}

class! {
    /// A place on the globe (WGS 84).
    ///
    /// [`GeoCoordinates`](https://www.imsglobal.org/spec/ob/v3p0/#geocoordinates).
    GeoCoordinates "GeoCoordinates" {
        pub fn new;
        types: Types::Equals("GeoCoordinates");
        rules: rules::geo_coordinates;
    }
    /// Always `GeoCoordinates`.
    fixed types: String = "type", Kind::Type, ["GeoCoordinates"];
    /// Degrees north, from -90 to 90.
    one latitude: Number = "latitude", Kind::Number;
    /// Degrees east, from -180 to 180.
    one longitude: Number = "longitude", Kind::Number;
}

class! {
    /// An identifier in some system.
    ///
    /// [`IdentifierEntry`](https://www.imsglobal.org/spec/ob/v3p0/#identifierentry).
    IdentifierEntry "IdentifierEntry" { pub fn new; types: Types::Equals("IdentifierEntry"); closed: true; }
    /// Always `IdentifierEntry`.
    fixed types: String = "type", Kind::Type, ["IdentifierEntry"];
    /// The identifier.
    one identifier: String = "identifier", Kind::Text;
    /// Its kind.
    one identifier_type: Term<IdentifierType> = "identifierType", Kind::extensible::<IdentifierType>();
}

/// An issuer: its profile, or only its URI.
///
/// [`ProfileRef`](https://www.imsglobal.org/spec/ob/v3p0/#profileref).
#[derive(Debug, Clone, PartialEq)]
pub enum ProfileRef {
    /// The URI alone. This crate issues whole profiles, because some verifiers read no other form.
    Uri(String),
    /// The profile.
    Profile(Box<Profile>),
}

impl ProfileRef {
    /// The URI that stands for the issuer.
    pub fn id(&self) -> &str {
        match self {
            ProfileRef::Uri(uri) => uri,
            ProfileRef::Profile(profile) => &profile.id,
        }
    }

    /// The profile, if it is there.
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            ProfileRef::Uri(_) => None,
            ProfileRef::Profile(profile) => Some(profile),
        }
    }
}

impl From<Profile> for ProfileRef {
    fn from(profile: Profile) -> Self {
        ProfileRef::Profile(Box::new(profile))
    }
}

impl Value for ProfileRef {
    fn read(node: Node<'_>, version: Version) -> Option<Self> {
        match node.as_str() {
            Some(uri) => Some(ProfileRef::Uri(uri.into())),
            None => Value::read(node, version).map(ProfileRef::Profile),
        }
    }

    fn write(&self, version: Version, out: &mut Writer<'_>) {
        match self {
            ProfileRef::Uri(uri) => push_string(uri, out),
            ProfileRef::Profile(profile) => Value::write(profile, version, out),
        }
    }
}

super::wire::serde_forms!(ProfileRef);
