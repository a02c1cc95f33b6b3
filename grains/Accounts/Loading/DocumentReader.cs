using System.Collections;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>Nodes to document records: keys, types and ranges, by the rules that the records carry.</summary>
internal sealed class DocumentReader
{
    private readonly FileProblems _problems;
    private readonly ScalarReader _scalars;
    private readonly TextReading _texts;

    public DocumentReader(FileProblems problems)
    {
        _problems = problems;
        _scalars = new(problems);
        _texts = new(problems);
    }

    public T? Read<T>(Node node) where T : Document => (T?)ReadDocument(typeof(T), node, typeof(T).Name, mayBeEmpty: false);

    private Document? ReadDocument(Type type, Node node, string key, bool mayBeEmpty)
    {
        if (type == typeof(TextDocument))
        {
            return _texts.ReadText(node, key, mayBeEmpty);
        }

        if (type == typeof(BodyDocument))
        {
            return _texts.ReadBody(node);
        }

        var shape = DocumentShape.Of(type);
        return node switch
        {
            _ when shape.AsWritten => WithSource(shape, node),
            MapNode map when !IsShortForm(shape, map) => ReadKeys(shape, map),
            _ when shape.ShortForm is { } only && node is not ListNode => ReadShort(shape, only, node),
            ScalarNode { IsNull: true } when shape.Keys.IsEmpty => WithSource(shape, node),
            _ => Refuse(shape, node),
        };
    }

    /// <summary>A language map where a text would do: none of its keys is a key of the document.</summary>
    private static bool IsShortForm(DocumentShape shape, MapNode map) =>
        shape.ShortForm?.Property.PropertyType == typeof(TextDocument) && map.Entries.Count > 0 && map.Entries.All(e => shape.Find(e.Key) is null);

    private Document ReadShort(DocumentShape shape, DocumentKey only, Node node)
    {
        var document = WithSource(shape, node);
        only.Property.SetValue(document, ReadValue(only, node));
        return document;
    }

    private Document ReadKeys(DocumentShape shape, MapNode map)
    {
        var document = WithSource(shape, map);
        foreach (var entry in map.Entries)
        {
            if (shape.Find(entry.Key) is { } key)
            {
                key.Property.SetValue(document, ReadValue(key, entry.Value));
            }
            else
            {
                _problems.Error(entry.Line, $"'{entry.Key}' is not a key of {shape.Called}; {KeyAdvice(shape, entry.Key)}");
            }
        }

        CheckKeys(shape, map);
        return document;
    }

    private void CheckKeys(DocumentShape shape, MapNode map)
    {
        foreach (var key in shape.Keys.Where(k => k.IsRequired && map.Find(k.Name) is null))
        {
            _problems.Error(map.Line, $"{shape.Called} needs '{key.Name}'; add it");
        }

        if (shape.ExactlyOneKey && map.Entries.Count is not 1)
        {
            _problems.Error(map.Line, $"{shape.Called} has exactly one key: {AllKeys(shape)}; begin each with '- ' of its own");
        }
    }

    private Document? Refuse(DocumentShape shape, Node node)
    {
        var what = node is ScalarNode { IsNull: true } ? "is empty" : $"is {ScalarReader.Kind(node)}";
        var advice = shape.Keys.IsEmpty ? $"write '{shape.Called}: {{}}'" : $"give a mapping with {AllKeys(shape)}";
        _problems.Error(node.Line, $"{shape.Called} {what}; {advice}");
        return null;
    }

    private object? ReadValue(DocumentKey key, Node node)
    {
        if (node is ScalarNode { IsNull: true } && key.Property.PropertyType != typeof(CloseDocument))
        {
            _problems.Error(node.Line, $"'{key.Name}' is empty; give it a value or remove the key");
            return null;
        }

        if (key.IsMap)
        {
            return ReadMap(key, node);
        }

        if (key.EntryType is { } entryType)
        {
            return ReadDocuments(key, entryType, node);
        }

        return key.ItemType is { } item ? ReadList(key, item, node) : ReadSingle(key, key.Property.PropertyType, node);
    }

    private object? ReadSingle(DocumentKey key, Type type, Node node) =>
        type.IsSubclassOf(typeof(Document)) ? ReadDocument(type, node, key.Name, key.MayBeEmpty) : _scalars.Read(key, type, node);

    private object? ReadList(DocumentKey key, Type itemType, Node node)
    {
        if (node is not ListNode list)
        {
            _problems.Error(node.Line, $"'{key.Name}' is {ScalarReader.Kind(node)}; give a list: begin each entry with '- '");
            return null;
        }

        if (list.Items.Count < key.LeastItems)
        {
            _problems.Error(node.Line, $"'{key.Name}' is empty; give at least {key.LeastItems}");
        }

        if (itemType == typeof(string))
        {
            // What can't be read stays as an empty text, so that the others keep their places and lines.
            return list.Items.Select(i => (string?)_scalars.Read(key, itemType, i) ?? "").ToArray();
        }

        var items = list.Items.Select(i => ReadDocument(itemType, i, key.Name, key.MayBeEmpty)).OfType<Document>().ToArray();
        var typed = Array.CreateInstance(itemType, items.Length);
        Array.Copy(items, typed, items.Length);
        return typed;
    }

    private Dictionary<string, string>? ReadMap(DocumentKey key, Node node)
    {
        if (node is not MapNode map)
        {
            _problems.Error(node.Line, $"'{key.Name}' is {ScalarReader.Kind(node)}; give a mapping of names to values");
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            _scalars.CheckPattern(key, entry.Key, entry.Line);
            if (entry.Value is ScalarNode { IsNull: false } scalar)
            {
                values[entry.Key] = scalar.Value;
            }
            else
            {
                _problems.Error(entry.Line, $"'{entry.Key}' of '{key.Name}' has no single value; give a text");
            }
        }

        return values;
    }

    /// <summary>A mapping of names to documents.</summary>
    private object? ReadDocuments(DocumentKey key, Type entryType, Node node)
    {
        if (node is not MapNode map)
        {
            _problems.Error(node.Line, $"'{key.Name}' is {ScalarReader.Kind(node)}; give a mapping of names to mappings");
            return null;
        }

        var documents = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), entryType))!;
        foreach (var entry in map.Entries)
        {
            _scalars.CheckPattern(key, entry.Key, entry.Line);
            if (ReadDocument(entryType, entry.Value, key.Name, key.MayBeEmpty) is { } document)
            {
                documents[entry.Key] = document;
            }
        }

        return documents;
    }

    private static Document WithSource(DocumentShape shape, Node node) => shape.Create() with { Source = node };

    private static string AllKeys(DocumentShape shape) => string.Join(", ", shape.Keys.Select(k => k.Name));

    private static string KeyAdvice(DocumentShape shape, string word) =>
        Nearest.Advice(word, [.. shape.Keys.Select(k => k.Name)], $"write '{shape.Called}: {{}}'");
}
