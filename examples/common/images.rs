//! Pictures that badges are baked into, as the command line says.

use openbadges::bake::{self, Existing};
use openbadges::display::art::Art;
use openbadges::framework::Skill;
use openbadges::issue::Signed;
use openbadges::model::{Image, Profile};

use super::{Args, Result};

/// The picture that a badge is to be baked into, and the file that it becomes.
pub struct Picture {
    kind: bake::Picture,
    /// The picture that the command line names, and where it is.
    base: Option<(String, Vec<u8>)>,
    out: String,
}

impl Picture {
    /// As `--image OUT` and `--base FILE` say; none without them.
    pub fn of(args: &Args) -> Result<Option<Picture>> {
        let (out, from) = match (args.get("image"), args.get("base")) {
            (Some(out), from) => (out, from),
            (None, Some(_)) => return Err("--base is the picture for --image OUT.png or OUT.svg".into()),
            (None, None) => return Ok(None),
        };
        let end = std::path::Path::new(out).extension().and_then(|end| end.to_str()).unwrap_or_default();
        let kinds = [bake::Picture::Png, bake::Picture::Svg];
        let Some(kind) = kinds.into_iter().find(|kind| end.eq_ignore_ascii_case(kind.extension())) else {
            return Err(format!("--image {out} ends in neither .png nor .svg").into());
        };
        let base =
            from.map(|from| Ok::<_, Box<dyn std::error::Error>>((from.to_owned(), super::bytes(from)?))).transpose()?;
        if let Some((from, _)) = base.as_ref().filter(|(_, base)| bake::Picture::of(base) != Some(kind)) {
            return Err(format!("{from} is no {kind}, which --image {out} is to be").into());
        }
        Ok(Some(Picture { kind, base, out: out.to_owned() }))
    }

    /// Whether it is the institution's own, and no drawing of ours.
    pub fn is_own(&self) -> bool {
        self.base.is_some()
    }

    /// The file that it becomes.
    pub fn out(&self) -> &str {
        &self.out
    }

    /// The bytes of that file: the picture with the text of a badge in it.
    pub fn bake(&self, signed: &Signed, text: &str) -> Result<Vec<u8>> {
        Ok(match (&self.base, self.kind) {
            (Some((from, base)), _) => {
                bake::bake(base, text, Existing::Refuse).map_err(|error| super::in_file(from, error))?
            }
            (None, bake::Picture::Png) => {
                bake::bake(include_bytes!("../../fixtures/badge.png"), text, Existing::Refuse)?
            }
            (None, _) => drawn(signed, text)?,
        })
    }
}

/// A badge baked into a drawing of it, with the levels that were reached.
pub fn drawn(signed: &Signed, text: &str) -> Result<Vec<u8>> {
    let svg = Art::of_credential(signed.credential())?.to_svg();
    Ok(bake::bake(svg.as_bytes(), text, Existing::Refuse)?)
}

/// What a skill's badges look like, whoever has them, for the badges themselves.
pub fn of_skill(skill: &Skill, issuer: &Profile) -> Result<Image> {
    let art = Art::of(skill)?.with_issuer(issuer.name.as_deref().unwrap_or_default());
    Ok(Image::from_svg(art.to_svg().as_bytes())?.with_caption(art.name()))
}
