using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>A document and where its problems go.</summary>
internal sealed record Sheet<T>(string Id, T Document, FileProblems Problems) where T : Document;

/// <summary>
/// The documents of an account. A file that could not be read still counts as there, so that what refers to it is not
/// called unknown as well.
/// </summary>
internal sealed class AccountDocuments
{
    private readonly HashSet<(FileKind Kind, string Id)> _names = [];

    public Sheet<AccountDocument>? Account { get; private set; }

    public SortedDictionary<string, Sheet<BotDocument>> Bots { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Sheet<FlowDocument>> Flows { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Sheet<EnvironmentDocument>> Environments { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Sheet<FunctionDocument>> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>JavaScript by its file's name without <c>.js</c>.</summary>
    public SortedDictionary<string, (string Text, FileProblems Problems)> Code { get; } = new(StringComparer.Ordinal);

    public bool Has(FileKind kind, string id) => _names.Contains((kind, id));

    public IReadOnlyCollection<string> Names(FileKind kind) => [.. _names.Where(n => n.Kind == kind).Select(n => n.Id)];

    public void AddUnreadable(AccountPath path) => _names.Add((path.Kind, path.Id));

    public void Add(AccountPath path, Node? node, FileProblems problems)
    {
        AddUnreadable(path);
        if (node is null)
        {
            return;
        }

        switch (path.Kind)
        {
            case FileKind.Account:
                Account = Read<AccountDocument>(path, node, problems);
                break;
            case FileKind.Bot:
                AddTo(Bots, Read<BotDocument>(path, node, problems));
                break;
            case FileKind.Flow:
                AddTo(Flows, Read<FlowDocument>(path, node, problems));
                break;
            case FileKind.Environment:
                AddTo(Environments, Read<EnvironmentDocument>(path, node, problems));
                break;
            case FileKind.Function:
                AddTo(Functions, Read<FunctionDocument>(path, node, problems));
                break;
            case FileKind.Code:
                Code[path.Id] = (((ScalarNode)node).Value, problems);
                break;
            default:
                throw new InvalidOperationException($"A file of kind {path.Kind} has no document; add it to {nameof(AccountDocuments)}.");
        }
    }

    private static Sheet<T>? Read<T>(AccountPath path, Node node, FileProblems problems) where T : Document =>
        new DocumentReader(problems).Read<T>(node) is { } document ? new(path.Id, document, problems) : null;

    private static void AddTo<T>(SortedDictionary<string, Sheet<T>> sheets, Sheet<T>? sheet) where T : Document
    {
        if (sheet is not null)
        {
            sheets[sheet.Id] = sheet;
        }
    }
}
