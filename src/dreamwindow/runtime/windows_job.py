"""Windows: a job object that ends a program and all it started when we end. Written from its documentation, never run.

The process is put into the job right after it was made; a child that it starts before that is missed, and found by the
marker in its environment instead.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Callable

_KILL_ON_JOB_CLOSE = 0x2000
_EXTENDED_LIMITS = 9


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", ctypes.c_int64), ("per_job_user_time", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32), ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t), ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority_class", ctypes.c_uint32), ("scheduling_class", ctypes.c_uint32),
    )  # fmt: skip


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits), ("io_counters", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )  # fmt: skip


def kill_with_us(process: subprocess.Popen[bytes]) -> Callable[[], None]:
    """Put ``process`` into an unnamed job that dies with its last handle, ours; the function that lets go of it."""
    if sys.platform != "win32":
        return lambda: None
    kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel32.CreateJobObjectW.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel32.CreateJobObjectW(None, None))
    limits = _ExtendedLimits()
    limits.basic.limit_flags = _KILL_ON_JOB_CLOSE
    kernel32.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel32.AssignProcessToJobObject(job, ctypes.c_void_p(int(process._handle)))
    return lambda: kernel32.CloseHandle(job)
