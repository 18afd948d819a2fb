//! The ledger of a status list in a folder, which several processes may change.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use fs4::FileExt;
use openbadges::status::{Draft, Ledger};

use super::Result;

/// A folder with `state.json`, the ledger.
pub struct LedgerFolder(PathBuf);

impl LedgerFolder {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        LedgerFolder(path.into())
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn create(&self) -> Result<()> {
        fs::create_dir_all(&self.0).map_err(|error| format!("{}: {error}", self.0.display()).into())
    }

    pub fn ledger(&self) -> Result<Ledger> {
        let state = self.file("state.json");
        // A list of 2^24 entries has a ledger of some gigabytes; whoever keeps that many keeps them in a database.
        let text = fs::read(&state).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!(
                "{}: there is no status list; a new one is made with --example status_list -- {} new --list URL",
                state.display(),
                self.0.display()
            ),
            _ => format!("{}: {error}", state.display()),
        })?;
        Ledger::read(&text).map_err(|error| super::in_file(&state.to_string_lossy(), error))
    }

    /// Nobody comes between reading and renaming: who has the lock writes, the others wait, and are told if what they
    /// have read is not what stands there any more.
    pub fn save(&self, draft: Draft) -> openbadges::Result<Ledger> {
        let (state, next) = (self.file("state.json"), self.file("state.new"));
        draft.commit(|swap| -> Result<bool> {
            let _lock = Lock::wait(&self.file("state.lock"))?;
            let stored = state.exists().then(|| fs::read(&state)).transpose()?;
            if !swap.replaces(stored.as_deref()) {
                return Ok(false);
            }
            let mut file = File::create(&next)?;
            file.write_all(swap.text().as_bytes())?;
            file.sync_all()?;
            fs::rename(&next, &state)?;
            Ok(true)
        })
    }
}

/// A lock that ends with the process, however it ends. The file stays, empty.
pub struct Lock(#[expect(dead_code, reason = "held")] File);

impl Lock {
    /// Waits until nobody else has it.
    pub fn wait(path: &Path) -> Result<Self> {
        let file = Lock::file(path)?;
        FileExt::lock(&file).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Lock(file))
    }

    /// Takes it, or says that somebody else has it.
    pub fn take(path: &Path) -> Result<Self> {
        let file = Lock::file(path)?;
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Lock(file)),
            Err(fs4::TryLockError::WouldBlock) => {
                Err(format!("{}: another process is writing here", path.display()).into())
            }
            Err(fs4::TryLockError::Error(error)) => Err(format!("{}: {error}", path.display()).into()),
        }
    }

    fn file(path: &Path) -> Result<File> {
        let file = File::options().create(true).truncate(false).write(true).open(path);
        file.map_err(|error| format!("{}: {error}", path.display()).into())
    }
}
