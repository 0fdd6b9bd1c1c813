//! Offsets of the fields of ELF's structs, in bytes, for 32-bit images
//! (`include/uapi/linux/elf.h`).

/// `e_ident[EI_CLASS]`: `ELFCLASS32`.
pub(crate) const CLASS: u8 = 1;

/// `e_machine`: `EM_386`.
pub(crate) const MACHINE: u16 = 3;

/// `Elf32_Ehdr`.
pub(crate) mod ehdr {
    pub(crate) const PHOFF: usize = 28;
    pub(crate) const PHENTSIZE: usize = 42;
    pub(crate) const PHNUM: usize = 44;
}

/// `Elf32_Phdr`.
pub(crate) mod phdr {
    pub(crate) const SIZE: usize = 32;
    pub(crate) const FLAGS: usize = 24;
    pub(crate) const OFFSET: usize = 4;
    pub(crate) const VADDR: usize = 8;
    pub(crate) const FILESZ: usize = 16;
    pub(crate) const MEMSZ: usize = 20;
}

/// `Elf32_Sym`.
pub(crate) mod sym {
    pub(crate) const SIZE: usize = 16;
    pub(crate) const INFO: usize = 12;
    pub(crate) const SHNDX: usize = 14;
    pub(crate) const VALUE: usize = 4;
    pub(crate) const ST_SIZE: usize = 8;
}
