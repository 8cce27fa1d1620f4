/* A disk that forgets what was not synced.
 *
 * Loaded before the C library (LD_PRELOAD). Each time a program syncs a file below DISK, the file
 * as it then is is copied to the same name below PLATTER. Whatever was written and never synced is
 * not there: after kill -9, PLATTER is what a machine finds that lost its power, if its disk kept
 * nothing but what it had promised to keep.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files that were removed before are gone for good with the next sync: file systems with a journal
 * keep the order in which names came and went. */
static void forget(const char *disk, const char *platter) {
    char here[PATH_MAX], there[PATH_MAX];
    DIR *folder = opendir(platter);
    if (!folder) return;
    for (struct dirent *one; (one = readdir(folder));) {
        if (one->d_type != DT_REG || strstr(one->d_name, ".part")) continue;
        snprintf(here, sizeof here, "%s/%s", disk, one->d_name);
        snprintf(there, sizeof there, "%s/%s", platter, one->d_name);
        if (access(here, F_OK)) unlink(there);
    }
    closedir(folder);
}

static void promise(int fd) {
    const char *disk = getenv("DISK"), *platter = getenv("PLATTER");
    char link[64], from[PATH_MAX], to[PATH_MAX + 64], made[PATH_MAX + 96], piece[65536];
    if (!disk || !platter) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, from, sizeof from - 1);
    if (length < 0) return;
    from[length] = 0;
    size_t root = strlen(disk);
    if (strncmp(from, disk, root) || from[root] != '/') return;
    snprintf(to, sizeof to, "%s%s", platter, from + root);
    snprintf(made, sizeof made, "%s.%d.part", to, gettid());
    int out = open(made, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (out < 0) return; /* a folder, or one that the test does not look at */
    ssize_t got;
    off_t at = 0;
    while ((got = pread(fd, piece, sizeof piece, at)) > 0) {
        if (write(out, piece, got) != got) abort();
        at += got;
    }
    close(out);
    if (got < 0) { unlink(made); return; }
    if (rename(made, to)) abort(); /* so that a copy that is cut off leaves the one before */
    forget(disk, platter);
}

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    promise(fd);
    return real(fd);
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    promise(fd);
    return real(fd);
}
