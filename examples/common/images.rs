//! Pictures that badges are baked into, as the command line says.

use openbadges::bake::{self, Existing};

use super::{Args, Result};

/// A picture, and the file that it becomes once a badge is in it.
pub struct Picture {
    base: Vec<u8>,
    /// Where the base comes from, for messages.
    from: String,
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
        let base = from.map_or_else(|| Ok(plain(kind)), super::bytes)?;
        if bake::Picture::of(&base) != Some(kind) {
            return Err(format!("{} is no {kind}, which --image {out} is to be", from.unwrap_or_default()).into());
        }
        let from = from.unwrap_or("the picture").to_owned();
        Ok(Some(Picture { base, from, out: out.to_owned() }))
    }

    /// Writes the file.
    pub fn bake(&self, credential: &str) -> Result<()> {
        let baked = bake::bake(&self.base, credential, Existing::Refuse);
        let baked = baked.map_err(|error| super::in_file(&self.from, error))?;
        std::fs::write(&self.out, baked).map_err(|e| format!("{}: {e}", self.out).into())
    }
}

/// What serves where nobody names a picture.
fn plain(kind: bake::Picture) -> Vec<u8> {
    match kind {
        bake::Picture::Png => include_bytes!("../../fixtures/badge.png").to_vec(),
        bake::Picture::Svg => include_bytes!("../../fixtures/badge.svg").to_vec(),
    }
}
