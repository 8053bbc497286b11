/** Parts of the File System Access API that TypeScript's own library leaves out. */

interface Window {
  showOpenFilePicker?: (options: { multiple: true }) => Promise<FileSystemFileHandle[]>;
}

interface DataTransferItem {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
}

interface FileSystemDirectoryHandle {
  values: () => AsyncIterableIterator<FileSystemHandle>;
}

interface FileSystemHandle {
  queryPermission?: (wanted: { mode: "read" }) => Promise<PermissionState>;
  requestPermission?: (wanted: { mode: "read" }) => Promise<PermissionState>;
}
