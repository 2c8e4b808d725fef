/*
 * Loaded before a program (LD_PRELOAD), it keeps what a power loss would leave of a directory: at each fsync and fdatasync the content of
 * that file, or the entries of that directory, as they are when the call begins. What was written and not synced is not kept.
 *
 * POWER_ROOT    the directory; other files are left alone
 * POWER_SHADOW  where it keeps: inode-N is the content of a file, entries-N the entries of a directory, one "type inode name" per line
 *
 * PowerLoss.java builds the directory after the loss from that.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void fail(const char *what) {
  perror(what);
  abort();
}

/* Whether a path is the root or below it. */
static int watched(const char *path) {
  const char *root = getenv("POWER_ROOT");
  size_t length = root == NULL ? 0 : strlen(root);
  return length > 0 && strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static void copy_content(int fd, FILE *to) {
  char buffer[1 << 16];
  off_t at = 0;
  ssize_t count;
  while ((count = pread(fd, buffer, sizeof buffer, at)) > 0) {
    if (fwrite(buffer, 1, (size_t)count, to) != (size_t)count) fail("power_loss: write");
    at += count;
  }
  if (count < 0) fail("power_loss: read");
}

static void list_entries(const char *path, FILE *to) {
  DIR *directory = opendir(path);
  if (directory == NULL) fail("power_loss: opendir");
  struct dirent *entry;
  while ((entry = readdir(directory)) != NULL) {
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
      fprintf(to, "%c %llu %s\n", entry->d_type == DT_DIR ? 'd' : 'f', (unsigned long long)entry->d_ino, entry->d_name);
    }
  }
  closedir(directory);
}

/* Writes what fd has now to a temporary file of the shadow. Returns 0 if the file is not watched. */
static int prepare(int fd, char *temporary, char *kept) {
  char link[64], path[PATH_MAX], readable[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  struct stat status;
  if (!watched(path) || fstat(fd, &status) != 0) return 0;
  int is_directory = S_ISDIR(status.st_mode);
  snprintf(kept, PATH_MAX, "%s/%s-%llu", getenv("POWER_SHADOW"), is_directory ? "entries" : "inode",
           (unsigned long long)status.st_ino);
  snprintf(temporary, PATH_MAX + 32, "%s.%ld", kept, syscall(SYS_gettid));
  FILE *to = fopen(temporary, "w");
  if (to == NULL) fail("power_loss: open");
  if (is_directory) {
    list_entries(path, to);
  } else {
    /* A file that was opened for writing only cannot be read by its descriptor. */
    snprintf(readable, sizeof readable, "/proc/self/fd/%d", fd);
    FILE *from = fopen(readable, "r");
    if (from == NULL) fail("power_loss: reopen");
    copy_content(fileno(from), to);
    fclose(from);
  }
  if (fclose(to) != 0) fail("power_loss: close");
  return 1;
}

static int synced(int fd, const char *name) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  char temporary[PATH_MAX + 32], kept[PATH_MAX];
  int watching = prepare(fd, temporary, kept);
  int result = real(fd);
  if (watching) {
    if (result == 0) {
      if (rename(temporary, kept) != 0) fail("power_loss: rename");
    } else {
      unlink(temporary);
    }
  }
  return result;
}

int fsync(int fd) { return synced(fd, "fsync"); }

int fdatasync(int fd) { return synced(fd, "fdatasync"); }
