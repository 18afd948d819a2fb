//! Where the badges go, so that one that was issued stays issued, whenever the power fails.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openbadges::bake;
use openbadges::batch::{Answer, Journal, Made};
use openbadges::issue::Signed;
use sha2::{Digest, Sha256};

use crate::common::{self, images::drawn, ledger::Lock};

/// Badges, and the journal that says which there are. A line of the journal is written when its badge is on the disk.
pub struct Store {
    place: Place,
    /// Lines of the journal whose badges are not on the disk yet, and how many.
    lines: String,
    waiting: u64,
    kept: u64,
}

enum Place {
    Folder {
        folder: PathBuf,
        journal: File,
        badges: Badges,
        _lock: Lock,
    },
    /// Standard output.
    Out(BufWriter<io::Stdout>),
}

enum Badges {
    /// One file, and where its last badge ends.
    Lines { path: PathBuf, file: BufWriter<File>, end: u64 },
    /// A file each; those that have a name of their own yet to get. Drawings with the badges baked in, or their texts.
    Files { written: Vec<(File, PathBuf)>, is_drawn: bool },
}

/// In which form badges are kept in a folder.
#[derive(Clone, Copy, PartialEq)]
pub enum Form {
    /// All in one file, one a line.
    Lines,
    /// Each in a file of its own.
    Files,
    /// Each baked into a drawing.
    Drawings,
}

/// How many badges are written to the disk at a time.
const LINES: u64 = 1024;
const FILES: u64 = 128;

/// What the name of a file ends in until all of it is on the disk.
const UNFINISHED: &str = ".unfinished";

impl Store {
    pub fn stdout() -> Self {
        Store { place: Place::Out(BufWriter::new(io::stdout())), lines: String::new(), waiting: 0, kept: 0 }
    }

    /// The folder, with what the journal there says. What it says nothing of was cut off, and is removed.
    pub fn open(folder: &str, form: Form) -> common::Result<(Self, Journal)> {
        let folder = PathBuf::from(folder);
        fs::create_dir_all(&folder).map_err(|error| at(&folder, error))?;
        let lock = Lock::take(&folder.join(".lock"))?;
        let path = folder.join("journal.jsonl");
        refuse_strange(&folder, &path)?;
        let mut file = open(&path)?;
        let journal =
            Journal::read(BufReader::new(&file)).map_err(|error| common::in_file(&path.to_string_lossy(), error))?;
        cut(&mut file, journal.bytes()).map_err(|error| at(&path, error))?;
        let badges = match form {
            Form::Lines => Badges::lines(&folder, &journal)?,
            Form::Files | Form::Drawings => Badges::files(&folder, form == Form::Drawings)?,
        };
        sync(&folder)?;
        let place = Place::Folder { folder, journal: file, badges, _lock: lock };
        Ok((Store { place, lines: String::new(), waiting: 0, kept: 0 }, journal))
    }

    /// Where the badges go, as it is called.
    pub fn place(&self) -> String {
        match &self.place {
            Place::Out(_) => "standard output".into(),
            Place::Folder { badges: Badges::Lines { path, .. }, .. } => path.display().to_string(),
            Place::Folder { folder, .. } => folder.display().to_string(),
        }
    }

    /// A file in the folder, if there is one.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        match &self.place {
            Place::Folder { folder, .. } => Some(folder.join(name)),
            Place::Out(_) => None,
        }
    }

    /// Stores a badge that was issued.
    pub fn put(&mut self, answer: &Answer) -> common::Result<()> {
        let (Made::Issued(signed), Some(entry)) = (answer.made(), answer.entry()) else { return Ok(()) };
        let (entry, most) = match &mut self.place {
            Place::Out(out) => {
                writeln!(out, "{}", line_of(signed)).map_err(|error| format!("standard output: {error}"))?;
                self.waiting += 1;
                return Ok(());
            }
            Place::Folder { badges: Badges::Lines { path, file, end }, .. } => {
                let line = line_of(signed) + "\n";
                file.write_all(line.as_bytes()).map_err(|error| at(path, error))?;
                *end += line.len() as u64;
                (entry.with_end(*end), LINES)
            }
            Place::Folder { folder, badges: Badges::Files { written, is_drawn }, .. } => {
                let end = match signed.token() {
                    _ if *is_drawn => "svg",
                    Some(_) => "jwt",
                    None => "json",
                };
                let bytes =
                    if *is_drawn { drawn(signed, signed.to_text())? } else { signed.to_text().as_bytes().to_vec() };
                let framework = answer.skill().map(|skill| skill.framework());
                // A translated edition is another badge.
                let tag = framework.and_then(|f| f.in_language().filter(|tag| f.languages().next() != Some(tag)));
                let tag = tag.map(|tag| format!(".{tag}")).unwrap_or_default();
                let path = folder.join(format!("{}.{}{tag}.{end}", file_name(answer.learner()), entry.skill()));
                refuse_other(&path, entry.credential())?;
                let unfinished = unfinished(&path);
                let write = || -> io::Result<File> {
                    let mut file = File::create(&unfinished)?;
                    file.write_all(&bytes)?;
                    Ok(file)
                };
                written.push((write().map_err(|error| at(&unfinished, error))?, path));
                (entry, FILES)
            }
        };
        self.lines += &format!("{entry}\n");
        self.waiting += 1;
        if self.waiting >= most { self.save() } else { Ok(()) }
    }

    /// Stores what is still waiting.
    pub fn finish(&mut self) -> common::Result<()> {
        self.save()
    }

    /// How many badges are safely stored.
    pub fn kept(&self) -> u64 {
        self.kept
    }

    fn save(&mut self) -> common::Result<()> {
        match &mut self.place {
            Place::Out(out) => out.flush().map_err(|error| format!("standard output: {error}"))?,
            Place::Folder { .. } if self.waiting == 0 => {}
            Place::Folder { folder, journal, badges, .. } => {
                badges.save(folder)?;
                let mut write = || {
                    journal.write_all(self.lines.as_bytes())?;
                    journal.sync_data()
                };
                write().map_err(|error| at(&folder.join("journal.jsonl"), error))?;
            }
        }
        self.lines.clear();
        self.kept += std::mem::take(&mut self.waiting);
        Ok(())
    }
}

impl Badges {
    fn lines(folder: &Path, journal: &Journal) -> common::Result<Self> {
        let path = folder.join("badges.jsonl");
        let mut file = open(&path)?;
        let (length, end) = (file.metadata().map_err(|error| at(&path, error))?.len(), journal.end().unwrap_or(0));
        if length < end {
            let path = path.display();
            return Err(format!(
                "{path} has {length} bytes and should have {end}, as the journal says: is it another file?"
            )
            .into());
        }
        cut(&mut file, end).map_err(|error| at(&path, error))?;
        Ok(Badges::Lines { path, file: BufWriter::with_capacity(1 << 18, file), end })
    }

    fn files(folder: &Path, is_drawn: bool) -> common::Result<Self> {
        for entry in fs::read_dir(folder).map_err(|error| at(folder, error))? {
            let path = entry.map_err(|error| at(folder, error))?.path();
            if path.to_string_lossy().ends_with(UNFINISHED) {
                fs::remove_file(&path).map_err(|error| at(&path, error))?;
            }
        }
        Ok(Badges::Files { written: Vec::new(), is_drawn })
    }

    /// Until all are on the disk.
    fn save(&mut self, folder: &Path) -> common::Result<()> {
        match self {
            Badges::Lines { path, file, .. } => {
                file.flush().and_then(|()| file.get_ref().sync_data()).map_err(|error| at(path, error).into())
            }
            Badges::Files { written, .. } => {
                for (file, path) in written.drain(..) {
                    let rename = || fs::rename(unfinished(&path), &path);
                    file.sync_data().and_then(|()| rename()).map_err(|error| at(&path, error))?;
                }
                sync(folder)
            }
        }
    }
}

/// Badges that no journal tells of are not what was cut off here, but somebody's: they would be cut away.
fn refuse_strange(folder: &Path, journal: &Path) -> common::Result<()> {
    let badges = folder.join("badges.jsonl");
    let is_strange = !journal.exists() && fs::metadata(&badges).is_ok_and(|badges| badges.len() > 0);
    match is_strange {
        true => Err(format!("{} is there without its journal.jsonl; move it away", badges.display()).into()),
        false => Ok(()),
    }
}

/// A file of that name may be the same badge, whose line in the journal was cut off or which is issued again, but no other
/// issuer's or framework's.
fn refuse_other(path: &Path, id: &str) -> common::Result<()> {
    let text = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        text => text.map_err(|error| at(path, error))?,
    };
    let text = bake::credential_of(&text).unwrap_or_else(|_| text.as_slice().into());
    let claims = || URL_SAFE_NO_PAD.decode(text.split(|byte| *byte == b'.').nth(1)?).ok();
    let is_same = |text: &[u8]| text.windows(id.len()).any(|part| part == id.as_bytes());
    if !id.is_empty() && (is_same(&text) || claims().is_some_and(|claims| is_same(&claims))) {
        return Ok(());
    }
    let path = path.display();
    Err(format!("{path} is there and is another badge; each issuer and framework needs a folder of its own").into())
}

fn line_of(signed: &Signed) -> String {
    match signed.token() {
        // It has no character that JSON would escape.
        Some(token) => format!("\"{token}\""),
        None => signed.to_text().to_owned(),
    }
}

fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(UNFINISHED);
    name.into()
}

fn open(path: &Path) -> common::Result<File> {
    let file = File::options().create(true).truncate(false).read(true).write(true).open(path);
    file.map_err(|error| at(path, error).into())
}

/// The names of what is in a folder. Folders are files too, where they can be opened.
fn sync(folder: &Path) -> common::Result<()> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| at(folder, error))?;
    }
    Ok(())
}

/// To this length, from which it is written on.
fn cut(file: &mut File, length: u64) -> io::Result<()> {
    file.set_len(length)?;
    file.seek(SeekFrom::Start(length)).map(drop)
}

fn at(path: &Path, error: io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// The learner's id, if every system can have a file of that name beside those of all others; otherwise what can be kept
/// of it, and a digest.
fn file_name(learner: &str) -> String {
    const DEVICES: [&str; 6] = ["aux", "com", "con", "lpt", "nul", "prn"];
    let is_plain = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_');
    let is_device = DEVICES.contains(&learner.trim_end_matches(|c: char| c.is_ascii_digit()));
    if (1..=64).contains(&learner.len()) && !is_device && learner.chars().all(is_plain) {
        return learner.to_owned();
    }
    let kept = learner.chars().map(|c| if is_plain(c.to_ascii_lowercase()) { c } else { '_' }).take(64);
    let digest = Sha256::digest(learner.as_bytes());
    let digits = digest.iter().take(8).map(|byte| format!("{byte:02x}"));
    kept.chain(['~']).collect::<String>() + &digits.collect::<String>()
}
