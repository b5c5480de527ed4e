//! Watched folders, and what happens to their files.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ffi::{OsString, c_int};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::ffi;

use crate::fault::Fault;
use crate::remembered::Remembered;
use crate::vfs;

/// The watched folders of this process.
static WATCHED: Mutex<BTreeMap<PathBuf, Arc<State>>> = Mutex::new(BTreeMap::new());

/// Nothing here panics half way, so what a panic elsewhere left behind can be believed.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why a disk cannot be had, or not started again.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// The folder or a file in it cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The folder is watched already.
    #[error("{0} is watched already")]
    Watched(PathBuf),
    /// Files are open, so nobody may change them.
    #[error("{0} files are still open")]
    StillOpen(usize),
    /// SQLite did not take the file layer.
    #[error("SQLite did not take the file layer: code {0}")]
    Refused(c_int),
}

/// The disk under one folder. Dropping it leaves the files as they are, and on an ordinary disk again.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    state: Arc<State>,
}

impl Disk {
    /// Watches a folder: what is opened directly in it from now on stands on this disk.
    pub fn under(folder: impl AsRef<Path>) -> Result<Self, DiskError> {
        let folder = folder.as_ref();
        let folder =
            folder.canonicalize().map_err(|source| DiskError::File { path: folder.into(), source })?;
        vfs::register().map_err(DiskError::Refused)?;
        let state = Arc::new(State::default());
        let mut watched = locked(&WATCHED);
        if watched.contains_key(&folder) {
            return Err(DiskError::Watched(folder));
        }
        watched.insert(folder.clone(), Arc::clone(&state));
        drop(watched);
        Ok(Self { folder, state })
    }

    /// Lets the next write or sync fail, in place of what was to fail before.
    pub fn fail_next(&self, fault: Fault) {
        self.state.inner().fault = Some(fault);
    }

    /// Lets so many writes, cuts, syncs and deletions happen yet; then the disk stops.
    pub fn cut_after(&self, operations: u32) {
        self.state.inner().left = Some(operations);
    }

    /// Nothing is to fail any more that has not failed yet.
    pub fn forget_faults(&self) {
        let mut inner = self.state.inner();
        (inner.fault, inner.left) = (None, None);
    }

    /// Stops: nothing changes any more, and whoever tries fails. So everything open can be dropped without tidying up.
    pub fn stop(&self) {
        self.state.inner().stopped = true;
    }

    /// Whether it has stopped.
    pub fn has_stopped(&self) -> bool {
        self.state.inner().stopped
    }

    /// Goes on after the death of the process: all that was written is there, durable or not. Nothing may be open.
    pub fn after_kill(&self) -> Result<(), DiskError> {
        self.start(&mut |_, _| None)
    }

    /// Goes on after the power went: of each file there is what is durable, and of what is pending whatever survives. `below`
    /// draws a number from 0 to its argument, without it; files draw in the order of their names. Nothing may be open.
    pub fn after_power_loss(&self, below: &mut dyn FnMut(u32) -> u32) -> Result<(), DiskError> {
        self.start(&mut |inner, number| Some(inner.files.get_mut(&number)?.lose_power(below).to_vec()))
    }

    /// Gives each file the contents that `left` names, and starts again without faults.
    fn start(&self, left: &mut dyn FnMut(&mut Inner, u64) -> Option<Vec<u8>>) -> Result<(), DiskError> {
        let mut inner = self.state.inner();
        if inner.open > 0 {
            return Err(DiskError::StillOpen(inner.open));
        }
        for name in self.names()? {
            let path = self.folder.join(&name);
            let file = |source| DiskError::File { path: path.clone(), source };
            // The index of a log is rebuilt from the log by whoever comes first.
            if name.to_string_lossy().ends_with("-shm") {
                std::fs::remove_file(&path).map_err(file)?;
                continue;
            }
            let number = std::fs::metadata(&path).map_err(file)?.ino();
            if let Some(contents) = left(&mut inner, number) {
                std::fs::write(&path, contents).map_err(file)?;
            }
        }
        (inner.fault, inner.left, inner.stopped) = (None, None, false);
        Ok(())
    }

    /// The names of the folder's entries, in order.
    fn names(&self) -> Result<Vec<OsString>, DiskError> {
        let file = |source| DiskError::File { path: self.folder.clone(), source };
        let entries = std::fs::read_dir(&self.folder).map_err(file)?;
        let mut names =
            entries.map(|entry| Ok(entry?.file_name())).collect::<Result<Vec<_>, _>>().map_err(file)?;
        names.sort_unstable();
        Ok(names)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        locked(&WATCHED).remove(&self.folder);
    }
}

/// What there is to know of a watched folder.
#[derive(Debug, Default)]
struct State(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// By inode, which stays when a file is renamed.
    files: BTreeMap<u64, Remembered>,
    open: usize,
    fault: Option<Fault>,
    /// How many operations until the disk stops.
    left: Option<u32>,
    stopped: bool,
}

impl State {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        locked(&self.0)
    }
}

impl Inner {
    /// Whether the disk still does one more operation.
    fn goes_on(&mut self) -> bool {
        match &mut self.left {
            Some(0) => self.stopped = true,
            Some(left) => *left -= 1,
            None => {}
        }
        !self.stopped
    }

    /// The fault of this kind, if one is due.
    fn fault(&mut self, of_syncs: bool) -> Option<Fault> {
        self.fault.take_if(|fault| fault.is_of_syncs() == of_syncs)
    }

    fn file(&mut self, number: u64) -> &mut Remembered {
        self.files.entry(number).or_default()
    }
}

/// The disk of a path, if its folder is watched.
fn of(path: &Path) -> Option<Arc<State>> {
    locked(&WATCHED).get(path.parent()?).map(Arc::clone)
}

/// A file about to be opened in a watched folder.
#[derive(Debug)]
pub(crate) struct Opening<'a> {
    state: Arc<State>,
    path: &'a Path,
    is_new: bool,
}

impl<'a> Opening<'a> {
    /// `None` where nobody watches.
    pub(crate) fn of(path: &'a Path) -> Option<Self> {
        let state = of(path)?;
        Some(Self { state, path, is_new: std::fs::metadata(path).is_err() })
    }

    /// Whether nothing can be opened now.
    pub(crate) fn is_stopped(&self) -> bool {
        self.state.inner().stopped
    }

    /// The file is open. What it holds is durable as far as nobody has written it before; `contents` reads it.
    pub(crate) fn opened(self, contents: impl FnOnce() -> Result<Vec<u8>, c_int>) -> Result<Open, c_int> {
        let number = std::fs::metadata(self.path).map_err(|_| ffi::SQLITE_CANTOPEN)?.ino();
        let mut inner = self.state.inner();
        if self.is_new {
            inner.files.insert(number, Remembered::default());
        } else if let Entry::Vacant(unknown) = inner.files.entry(number) {
            unknown.insert(Remembered::durable(contents()?));
        }
        inner.open += 1;
        drop(inner);
        Ok(Open { state: self.state, number })
    }
}

/// An open file in a watched folder. Every operation is given what does it to the file itself, which answers with a code of
/// SQLite's, and gives the code that SQLite is to see.
#[derive(Debug)]
pub(crate) struct Open {
    state: Arc<State>,
    number: u64,
}

impl Open {
    pub(crate) fn write(&self, offset: u64, data: &[u8], write: impl FnOnce() -> c_int) -> c_int {
        let mut inner = self.state.inner();
        if !inner.goes_on() {
            return ffi::SQLITE_IOERR_WRITE;
        }
        match inner.fault(false) {
            Some(Fault::Full) => return ffi::SQLITE_FULL,
            Some(_) => return ffi::SQLITE_IOERR_WRITE,
            None => {}
        }
        let code = write();
        if code == ffi::SQLITE_OK {
            inner.file(self.number).write(offset as usize, data);
        }
        code
    }

    pub(crate) fn cut(&self, size: u64, cut: impl FnOnce() -> c_int) -> c_int {
        let mut inner = self.state.inner();
        if !inner.goes_on() || inner.fault(false).is_some() {
            return ffi::SQLITE_IOERR_TRUNCATE;
        }
        let code = cut();
        if code == ffi::SQLITE_OK {
            inner.file(self.number).cut(size as usize);
        }
        code
    }

    /// What is pending becomes durable here; the file itself, which nobody takes the power from, is not synced.
    pub(crate) fn sync(&self) -> c_int {
        let mut inner = self.state.inner();
        if !inner.goes_on() {
            return ffi::SQLITE_IOERR_FSYNC;
        }
        let fault = inner.fault(true);
        if fault != Some(Fault::SyncLost) {
            inner.file(self.number).sync();
        }
        if fault.is_some() { ffi::SQLITE_IOERR_FSYNC } else { ffi::SQLITE_OK }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.state.inner().open -= 1;
    }
}

/// Deletes a file; what does it is given, as for [`Open`].
pub(crate) fn delete(path: &Path, delete: impl FnOnce() -> c_int) -> c_int {
    let Some(state) = of(path) else { return delete() };
    let mut inner = state.inner();
    let number = std::fs::metadata(path).map(|known| known.ino());
    if number.is_ok() && !inner.goes_on() {
        return ffi::SQLITE_IOERR_DELETE;
    }
    let code = delete();
    if let (Ok(number), ffi::SQLITE_OK) = (number, code) {
        inner.files.remove(&number);
    }
    code
}
