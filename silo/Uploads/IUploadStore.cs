namespace Conversations.Silo.Uploads;

/// <summary>
/// The files that consumers sent. A file is on disk before the message that shows it is published. Its id can't be guessed, and no
/// name from outside becomes part of where it lies.
/// </summary>
internal interface IUploadStore
{
    /// <summary>Takes a file in, in pieces; nobody finds it before <see cref="Keep"/>. When it fails nothing is left of the file.</summary>
    Task<IncomingUpload> Receive(Stream content, UploadDescription about, CancellationToken cancellation);

    /// <summary>Makes the files findable, on disk when it answers.</summary>
    Task Keep(IReadOnlyList<IncomingUpload> uploads);

    /// <summary>Removes files that no message shows, wherever they have got to.</summary>
    Task Discard(IReadOnlyList<IncomingUpload> uploads);

    /// <summary>Opens a file; null when there is none under the id. Its content is read in pieces and can be read from any position.</summary>
    Task<OpenedUpload?> Open(string id, CancellationToken cancellation);
}

/// <summary>What is kept beside a file.</summary>
/// <param name="Name">A name to show.</param>
/// <param name="ContentType">What the sender said it is.</param>
internal sealed record UploadDescription(string Name, string ContentType);

/// <summary>A file that has arrived and belongs to no message yet.</summary>
internal sealed record IncomingUpload(string Id, UploadDescription About);

/// <summary>A file that is being read.</summary>
internal sealed record OpenedUpload(Stream Content, UploadDescription About);
