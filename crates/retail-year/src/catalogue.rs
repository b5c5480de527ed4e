//! The products and their departments.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use crate::columns::Columns;
use crate::error::RetailYearError;
use crate::odd_rows::OddRows;
use crate::texts::{TextIndex, Texts};

/// The department of products that are missing or have none.
pub const UNKNOWN_DEPARTMENT: &str = "UNKNOWN";
/// Where a redemption counts if the household has no basket on its day.
pub const FALLBACK_DEPARTMENT: &str = "GROCERY";

/// A department's place in [`crate::RetailYear::departments`], which is its rank by code point.
pub type DepartmentIndex = u32;

const FILE: &str = "products.parquet";

/// What the products file says of one product.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) id: i64,
    pub(crate) department: DepartmentIndex,
    pub(crate) manufacturer_id: Option<i64>,
    pub(crate) category: Option<TextIndex>,
    /// The column `product_type`, finer than `category`.
    pub(crate) group: Option<TextIndex>,
    pub(crate) brand: Option<TextIndex>,
    gap: Gap,
}

/// Why a product counts under [`UNKNOWN_DEPARTMENT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Product,
    Department,
}

/// All products, those of the file and those that lines name without it.
#[derive(Debug)]
pub(crate) struct Catalogue {
    products: Vec<Product>,
    index_by_id: HashMap<i64, u32>,
    texts: Texts,
    departments: Vec<String>,
    unknown: DepartmentIndex,
    fallback: DepartmentIndex,
}

impl Catalogue {
    pub(crate) fn read(folder: &Path, odd: &mut OddRows) -> Result<Self, RetailYearError> {
        let file = Columns::open(folder, FILE)?;
        let mut names = Texts::default();
        let mut texts = Texts::default();
        let product_ids = file.numbers("product_id")?;
        let manufacturer_ids = file.optional_numbers("manufacturer_id")?;
        let department_names = file.texts("department", &mut names)?;
        let categories = file.texts("product_category", &mut texts)?;
        let product_types = file.texts("product_type", &mut texts)?;
        let brands = file.texts("brand", &mut texts)?;

        let departments: Vec<String> = department_names
            .iter()
            .flatten()
            .map(|&name| names.text(name))
            .filter(|name| !name.is_empty())
            .chain([UNKNOWN_DEPARTMENT, FALLBACK_DEPARTMENT])
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(str::to_owned)
            .collect();
        // every name asked for is in the sorted list, so this is its place
        let rank = |name: &str| departments.partition_point(|known| known.as_str() < name) as DepartmentIndex;
        let unknown = rank(UNKNOWN_DEPARTMENT);
        let fallback = rank(FALLBACK_DEPARTMENT);

        let mut products = Vec::with_capacity(product_ids.len());
        let mut index_by_id = HashMap::with_capacity(product_ids.len());
        for (row, product_id) in product_ids.into_iter().enumerate() {
            let name = department_names[row].map(|name| names.text(name)).filter(|name| !name.is_empty());
            let before = index_by_id.insert(product_id, row as u32);
            odd.product_repeated += u64::from(before.is_some());
            products.push(Product {
                id: product_id,
                department: name.map_or(unknown, rank),
                manufacturer_id: manufacturer_ids[row],
                category: categories[row],
                group: product_types[row],
                brand: brands[row],
                gap: if name.is_none() { Gap::Department } else { Gap::None },
            });
        }
        Ok(Self { products, index_by_id, texts, departments, unknown, fallback })
    }

    /// The index of a line's product; one that the file lacks is added, without anything known of it.
    pub(crate) fn index_of_line(&mut self, product_id: i64, odd: &mut OddRows) -> u32 {
        let products = &mut self.products;
        let index = *self.index_by_id.entry(product_id).or_insert_with(|| {
            products.push(Product {
                id: product_id,
                department: self.unknown,
                manufacturer_id: None,
                category: None,
                group: None,
                brand: None,
                gap: Gap::Product,
            });
            products.len() as u32 - 1
        });
        match products[index as usize].gap {
            Gap::None => {}
            Gap::Product => odd.product_missing += 1,
            Gap::Department => odd.department_missing += 1,
        }
        index
    }

    pub(crate) fn product(&self, index: u32) -> &Product {
        &self.products[index as usize]
    }

    pub(crate) fn text(&self, index: TextIndex) -> &str {
        self.texts.text(index)
    }

    /// All departments, in the order of their code points.
    pub(crate) fn departments(&self) -> &[String] {
        &self.departments
    }

    pub(crate) fn fallback(&self) -> DepartmentIndex {
        self.fallback
    }
}
