//! A sparse list indexed by an id.

/// Values by id. Ids of things that an older version had leave holes.
#[derive(Clone, Debug)]
pub struct Table<I, T> {
    rows: Vec<Option<T>>,
    ids: std::marker::PhantomData<I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), ids: std::marker::PhantomData }
    }
}

impl<I: Copy + Into<usize> + From<u16>, T> Table<I, T> {
    /// Puts a value in its place, replacing what was there.
    pub fn set(&mut self, id: I, value: T) {
        let at: usize = id.into();
        if self.rows.len() <= at {
            self.rows.resize_with(at + 1, || None);
        }
        self.rows[at] = Some(value);
    }

    /// The value of an id, when this version has it.
    pub fn get(&self, id: I) -> Option<&T> {
        self.rows.get(id.into())?.as_ref()
    }

    /// The value of an id, to change it.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.rows.get_mut(id.into())?.as_mut()
    }

    /// All values with their ids, by id.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| row.as_ref().map(|value| (I::from(at as u16), value)))
    }

    /// The values alone, by id.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().flatten()
    }

    /// True when no id has a value.
    pub fn is_empty(&self) -> bool {
        self.values().next().is_none()
    }
}

impl<I: Copy + Into<usize> + From<u16>, T> std::ops::Index<I> for Table<I, T> {
    type Output = T;

    /// The value of an id that the compiler of this version handed out.
    fn index(&self, id: I) -> &T {
        self.get(id).expect("a compiled program refers only to ids that it defines")
    }
}
