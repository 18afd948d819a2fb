//! The tables are those of the standard: class by class against the official schemas and the data model's source.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::object::Class;
use super::*;
use crate::model::*;

/// Every class that the official schemas define.
fn tables() -> Vec<&'static Table> {
    vec![
        AchievementCredential::table(),
        AchievementSubject::table(),
        Achievement::table(),
        Address::table(),
        Alignment::table(),
        CredentialSchema::table(),
        CredentialStatus::table(),
        Criteria::table(),
        EndorsementCredential::table(),
        EndorsementSubject::table(),
        Evidence::table(),
        GeoCoordinates::table(),
        IdentifierEntry::table(),
        IdentityObject::table(),
        Image::table(),
        Profile::table(),
        Proof::table(),
        RefreshService::table(),
        Related::table(),
        Result::table(),
        ResultDescription::table(),
        RubricCriterionLevel::table(),
        TermsOfUse::table(),
    ]
}

/// Members that other standards give a class; the schemas of Open Badges do not name them.
const FROM_ELSEWHERE: [(&str, &[&str]); 2] =
    [("Proof", &["expires"]), ("CredentialStatus", &["statusPurpose", "statusListIndex", "statusListCredential"])];

#[test]
fn the_tables_are_those_of_the_strict_schema() {
    let Some(folder) = crate::common::conformance() else { return };
    let path = folder.join("schemas/json-ld/ob_v3p0_achievementcredential_schema.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut defined: BTreeSet<&str> = schema["$defs"].as_object().unwrap().keys().map(String::as_str).collect();
    for table in tables() {
        let class = if table.name == "AchievementCredential" { &schema } else { &schema["$defs"][table.name] };
        defined.remove(table.name);
        let elsewhere = FROM_ELSEWHERE.iter().find(|(name, _)| *name == table.name).map_or(&[][..], |(_, names)| names);
        let members: Vec<&Member> = table.members.iter().filter(|m| !elsewhere.contains(&m.name)).collect();
        let ours: BTreeSet<&str> = members.iter().map(|member| member.name).collect();
        let theirs: BTreeSet<&str> = class["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(ours, theirs, "{}", table.name);
        assert_eq!(table.closed, class["additionalProperties"] == false, "{}", table.name);
        for member in members {
            let place = format!("{}.{}", table.name, member.name);
            let required = class["required"].as_array().unwrap().iter().any(|name| name == member.name);
            assert_eq!(matches!(member.count, Count::One | Count::Some | Count::Fixed), required, "{place}");
            compare(table, member, &class["properties"][member.name], &place);
        }
    }
    // A context is a URL or an object, an issuer a URI or a Profile: no tables.
    assert_eq!(defined, BTreeSet::from(["Context", "ProfileRef"]));
}

fn compare(table: &Table, member: &Member, theirs: &Value, place: &str) {
    let is_array = theirs["type"] == "array" || theirs["allOf"][0]["type"] == "array";
    let ours_is_array = match (member.kind, member.count) {
        (Kind::Context, _) => true,
        (Kind::Type, _) => matches!(table.types, Types::Contains(_)),
        // Data Integrity allows several domains, the VC data model several statuses.
        (_, Count::Compact) if place == "Proof.domain" => false,
        (_, count) => matches!(count, Count::List | Count::Some | Count::Compact),
    };
    assert_eq!(ours_is_array, is_array, "{place}");
    let item = if is_array && theirs["items"].is_object() { &theirs["items"] } else { theirs };
    let reference = |name: &str| Value::from(format!("#/$defs/{name}"));
    match member.kind {
        Kind::Object(inner) => assert_eq!(item["$ref"], reference(inner().name), "{place}"),
        Kind::ObjectOrUri(_) => assert_eq!(item["$ref"], reference("ProfileRef"), "{place}"),
        Kind::Number => assert_eq!(item["type"], "number", "{place}"),
        Kind::Boolean => assert_eq!(item["type"], "boolean", "{place}"),
        Kind::DateTimeZ => assert_eq!(item["format"], "date-time", "{place}"),
        Kind::Date => assert_eq!(item["format"], "date", "{place}"),
        Kind::Jws | Kind::Language => assert!(item["pattern"].is_string(), "{place}"),
        Kind::Word(words) => {
            let list = if words.extensible { &item["oneOf"][0]["enum"] } else { &item["enum"] };
            let theirs: Vec<&str> = list.as_array().unwrap().iter().filter_map(Value::as_str).collect();
            assert_eq!((words.list)(), theirs, "{place}");
        }
        Kind::Type => match table.types {
            Types::None => panic!("{place}"),
            Types::Any => assert!(item["enum"].is_null(), "{place}"),
            Types::Equals(word) => assert_eq!(item["enum"][0], word, "{place}"),
            Types::Contains(groups) => {
                let whole = theirs["allOf"].as_array().cloned().unwrap_or_else(|| vec![theirs.clone()]);
                let words: Vec<Value> = whole.iter().map(|part| part["contains"]["enum"].clone()).collect();
                assert_eq!(serde_json::to_value(groups).unwrap(), Value::from(words), "{place}");
            }
        },
        Kind::Context => assert_eq!(theirs["items"][0]["enum"][0], CREDENTIALS_V2, "{place}"),
        _ => {
            assert_eq!(item["type"], "string", "{place}");
            assert!(item["enum"].is_null() && item["format"].is_null() && item["pattern"].is_null(), "{place}");
            let origin = item["$comment"].as_str().unwrap_or_default();
            let is_uri = origin.starts_with("Origin: UR");
            assert_eq!(is_uri, matches!(member.kind, Kind::Uri), "{place}: {origin}");
        }
    }
}

/// A property of the data model's source: its type and multiplicity.
type Properties = BTreeMap<String, (String, String)>;

/// The classes of the data model's source that the schemas have or that are in no schema of ours.
#[test]
fn the_tables_are_those_of_the_data_model() {
    let Some(folder) = crate::common::conformance() else { return };
    let mut classes: BTreeMap<String, Properties> = BTreeMap::new();
    for file in ["schemas/model/common_credentials.lines", "schemas/model/ob_v3p0.lines"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let mut class = None;
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["Class" | "Include" | "Package" | "Interface", name, ..] => class = Some((*name).to_owned()),
                ["Property", name, kind, count, ..] => {
                    let properties = classes.entry(class.clone().unwrap()).or_default();
                    properties.insert((*name).to_owned(), ((*kind).to_owned(), (*count).to_owned()));
                }
                _ => {}
            }
        }
    }
    // What a credential inherits, and what the model takes from elsewhere by name only.
    let inherited = classes.get("VerifiableCredential").cloned().unwrap();
    let mut compared = 0;
    let more = [GetOpenBadgeCredentialsResponse::table(), Jwks::table(), Jwk::table()];
    for table in tables().into_iter().chain(more) {
        let mut properties = classes.get(table.name).cloned().unwrap_or_default();
        if table.versioned {
            for (name, property) in &inherited {
                properties.entry(name.clone()).or_insert_with(|| property.clone());
            }
        }
        for (name, (kind, count)) in &properties {
            // The source cannot write `#` in a name.
            let name = name.replace("x5t_S256", "x5t#S256");
            let place = format!("{}.{name}", table.name);
            let member = table.members.iter().find(|m| m.name == name).unwrap_or_else(|| panic!("{place}"));
            let many = count.contains('*');
            // RFC 7517 has a list where the model has one text; Data Integrity and the VC data model allow several.
            if !matches!(place.as_str(), "JWK.key_ops" | "Proof.domain") && !place.ends_with(".credentialStatus") {
                let ours = matches!(member.count, Count::List | Count::Some | Count::Compact | Count::Fixed);
                assert!(many == ours || member.count == Count::Fixed, "{place} {count}");
            }
            assert_eq!(
                !count.starts_with('0'),
                matches!(member.count, Count::One | Count::Some | Count::Fixed),
                "{place}"
            );
            if let Kind::Object(inner) = member.kind {
                assert_eq!(inner().name, kind, "{place}");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 169);

    let words = |name: &str| classes[name].keys().cloned().collect::<BTreeSet<String>>();
    fn known<V: super::super::vocabulary::Vocabulary>() -> BTreeSet<String> {
        V::WORDS.iter().map(|(word, _)| (*word).to_owned()).collect()
    }
    assert_eq!(words("AchievementType"), known::<AchievementType>());
    assert_eq!(words("AlignmentTargetType"), known::<AlignmentTargetType>());
    assert_eq!(words("ResultType"), known::<ResultType>());
    assert_eq!(words("ResultStatusType"), known::<ResultStatusType>());
}
