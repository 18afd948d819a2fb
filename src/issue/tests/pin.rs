use super::*;
use crate::integrity::{Pinned, pinned, pins};
use crate::model::AchievementCredential;
use crate::proof::{Suite, canonicalize};

const IMAGE: &str = "https://c.example/resilience.png";

fn pictured() -> (Issuer, Earned) {
    (
        college(),
        earned_with(|_, assessment| assessment.with_evidence(shown("Portfolio", "https://c.example/portfolio"))),
    )
}

#[test]
fn what_is_pinned_is_found_again() {
    let (issuer, earned) = pictured();
    // A JWT has its recipient by id.
    let recipient = recipient().with_id("did:example:1");
    let award = || {
        let award = issuer.award(&earned, &recipient).with_image(Image::new(IMAGE));
        award.with_pinned(IMAGE, b"png", "image/png").with_pinned("https://c.example/portfolio", b"html", "text/html")
    };
    for format in [Format::Embedded(Suite::EddsaRdfc2022), Format::Embedded(Suite::EddsaJcs2022), Format::Jwt] {
        let signed = award().with_format(format).sign().unwrap();
        assert_eq!(
            value(&signed)["relatedResource"],
            json!([
                {"id": IMAGE, "mediaType": "image/png", "digestSRI": "sha384-tb0NaQnl/8hoBfJLZO6Xv09RrOTenDkoosW3JNeIi1+1kTqtoRJzLu8wYybpdpA+"},
                {"id": "https://c.example/portfolio", "mediaType": "text/html", "digestSRI": value(&signed)["relatedResource"][1]["digestSRI"]},
            ])
        );
        let found: Vec<_> = pins(signed.document().root()).collect();
        assert_eq!(found.iter().map(|(id, _)| &**id).collect::<Vec<_>>(), [IMAGE, "https://c.example/portfolio"]);
        assert_eq!((pinned(found[0].1, b"png"), pinned(found[0].1, b"html")), (Pinned::Fits, Pinned::Differs));
        assert_eq!(pinned(found[1].1, b"html"), Pinned::Fits);
        assert_eq!(AchievementCredential::conform(signed.document()), []);
    }
    // The digest is said of the picture itself, of which the achievement has the caption, and so is signed.
    let lines = canonicalize(award().sign().unwrap().document()).unwrap();
    let said = |property: &str| lines.lines().any(|line| line.starts_with(&format!("<{IMAGE}> <{property}>")));
    assert!(said("https://www.w3.org/2018/credentials#digestSRI"));
    assert!(said("https://schema.org/encodingFormat"));
    // Other verifiers take it.
    assert_eq!(
        award().preflight().unwrap().refused_by().count(),
        issuer.award(&earned, &recipient).preflight().unwrap().refused_by().count()
    );
}

#[test]
fn what_cannot_be_pinned() {
    use Code::*;
    let (issuer, earned) = pictured();
    let recipient = recipient();
    let award = || issuer.award(&earned, &recipient).with_image(Image::new(IMAGE));
    let other = "the badge has no evidence, image or criteria at `https://c.example/other`, which is pinned";
    assert_eq!(
        findings(
            award()
                .with_pinned(IMAGE, b"1", "png")
                .with_pinned("https://c.example/other", b"2", "image/png")
                .with_pinned(IMAGE, b"1", "image/png")
                .sign()
        ),
        [
            (
                InputNotMediaType,
                "/relatedResource/0/mediaType".into(),
                "`png` is not a media type, such as `image/png`".into()
            ),
            (IssuePinNotLinked, "/relatedResource/1/id".into(), other.into()),
            (IssuePinnedTwice, "/relatedResource/2/id".into(), format!("`{IMAGE}` is pinned a second time")),
        ]
    );
    // What the badge refers to is not all linked: neither the issuer itself, nor what the badge holds.
    let data = Image::from_png(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR").unwrap();
    for url in [data.id.clone(), did(), data.id.replace("data:", "DATA:")] {
        let award = award().with_image(Image::new(&data.id)).with_pinned(&url, b"", "image/png");
        assert_eq!(findings(award.sign())[0].0, IssuePinNotLinked, "{url}");
    }
    // The issuer's picture is.
    let logo = Profile::new(did()).with_name("College").with_image(Image::new("https://c.example/logo.png"));
    let college = super::issuer(logo).unwrap();
    assert!(
        college.award(&earned, &recipient).with_pinned("https://c.example/logo.png", b"", "image/png").sign().is_ok()
    );
}
