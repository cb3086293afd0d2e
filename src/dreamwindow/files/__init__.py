"""Files that somebody else reads: whole or not at all, with names that every system can hold."""

from dreamwindow.files.atomic import atomic_write, atomic_write_with_retry
from dreamwindow.files.beside import claim_beside
from dreamwindow.files.copies import get_file_checksum, safe_file_copy
from dreamwindow.files.disk import DISK, Disk
from dreamwindow.files.folders import GB, check_free_space, check_writable, ensure_directory_exists, free_bytes
from dreamwindow.files.json import parse_json
from dreamwindow.files.lines import AppendedLines
from dreamwindow.files.names import is_portable_name, sanitize_filename
from dreamwindow.files.temporary import (
    cleanup_abandoned,
    cleanup_temp_files,
    is_abandoned,
    is_temporary,
    temporary_beside,
)

__all__ = [
    "DISK",
    "GB",
    "AppendedLines",
    "Disk",
    "atomic_write",
    "atomic_write_with_retry",
    "check_free_space",
    "check_writable",
    "claim_beside",
    "cleanup_abandoned",
    "cleanup_temp_files",
    "ensure_directory_exists",
    "free_bytes",
    "get_file_checksum",
    "is_abandoned",
    "is_portable_name",
    "is_temporary",
    "parse_json",
    "safe_file_copy",
    "sanitize_filename",
    "temporary_beside",
]
